import { useEffect, useRef } from 'react'
import type { Playback } from '../media/playback.ts'

interface PlayingProps {
  kind: 'audio' | 'video'
  stream: MediaStream | null
  playback: Playback
  className?: string
}

/** A received stream in an element of its own. Pictures are silent, so that no browser holds them back. */
export function Playing({ kind, stream, playback, className }: PlayingProps) {
  const audio = useRef<HTMLAudioElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = kind === 'video' ? video.current : audio.current
    return element && stream ? playback.attach(element, stream) : undefined
  }, [kind, stream, playback])
  if (kind === 'audio') return <audio ref={audio} />
  return <video ref={video} muted playsInline className={className} />
}
