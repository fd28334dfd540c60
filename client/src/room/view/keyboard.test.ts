import { expect, test } from 'vitest'
import { actionOf, type Key, type Surroundings } from './keyboard.ts'

const key = (name: string, more: Partial<Key> = {}): Key => ({
  type: 'keydown',
  key: name,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
})
const free: Surroundings = { isWriting: false, isOnControl: false, isDialogOpen: false, isTalking: false }

test('m, v and h switch microphone, camera and hand, in both cases', () => {
  expect(['m', 'M', 'v', 'h', 'x'].map((name) => actionOf(key(name), free))).toEqual([
    'microphone',
    'microphone',
    'camera',
    'hand',
    null,
  ])
})

test('no key does anything while one writes or a dialog is open', () => {
  for (const name of ['m', 'v', 'h', ' ']) {
    expect(actionOf(key(name), { ...free, isWriting: true })).toBeNull()
    expect(actionOf(key(name), { ...free, isDialogOpen: true })).toBeNull()
    expect(actionOf(key(name, { isComposing: true }), free)).toBeNull()
  }
})

test('the keys of browser and system stay theirs', () => {
  expect(actionOf(key('m', { ctrlKey: true }), free)).toBeNull()
  expect(actionOf(key('v', { metaKey: true }), free)).toBeNull()
  expect(actionOf(key('h', { altKey: true }), free)).toBeNull()
})

test('space talks as long as it is held, and presses a button that has the focus', () => {
  expect(actionOf(key(' '), free)).toBe('talk-start')
  expect(actionOf(key(' ', { repeat: true }), free)).toBeNull()
  expect(actionOf(key(' '), { ...free, isOnControl: true })).toBeNull()
  expect(actionOf(key(' ', { type: 'keyup' }), free)).toBeNull()
})

test('who talks and then starts to write falls silent on letting go', () => {
  expect(actionOf(key(' ', { type: 'keyup' }), { ...free, isWriting: true, isTalking: true })).toBe('talk-end')
})
