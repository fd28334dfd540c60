/** As `ref` of what a step begins with: the focus moves there once, so that a screen reader reads on at the right place. */
export const takeFocus = (node: HTMLElement | null): void => node?.focus()
