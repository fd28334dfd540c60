/** Line drawings on a field of 24 by 24. */
const drawings = {
  microphone: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Zm-6-4v1a6 6 0 0 0 12 0v-1M12 18v3m-3 0h6',
  'microphone-off':
    'M9 9v3a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.8-1M6 11v1a6 6 0 0 0 9.5 4.9M18 11v1c0 .7-.1 1.3-.3 1.9M12 18v3m-3 0h6M4 3l16 18',
  camera: 'M4 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Zm11 4 6-3v8l-6-3',
  'camera-off': 'M8 7h5a2 2 0 0 1 2 2v2l6-3v8l-3-1.500M15 15a2 2 0 0 1-2 2H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M4 3l16 18',
  screen: 'M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Zm8 9V7m-3 3 3-3 3 3M9 20h6m-3-4v4',
  hand: 'M8 13V5.500a1.500 1.500 0 0 1 3 0V11m0-6.500a1.500 1.500 0 0 1 3 0V11m0-5a1.500 1.500 0 0 1 3 0v8a6.500 6.500 0 0 1-12 3.500L3.300 14a1.500 1.500 0 0 1 2.500-1.600L8 15',
  reaction: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 11a4.500 4.500 0 0 0 8 0M9 9.500v.01m6-.01v.01',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  leave: 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M9 8l-4 4 4 4m-4-4h10',
  end: 'M5 5l14 14M19 5 5 19',
  lock: 'M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm2 0V8a4 4 0 0 1 8 0v3',
  check: 'M5 13l5 5L20 7',
  send: 'M4 12 20 4l-5 16-3.500-6.500L4 12Z',
  close: 'M6 6l12 12M18 6 6 18',
} as const

export type IconName = keyof typeof drawings

/** Never the only sign: whoever uses it says the name in words too. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3.2 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
