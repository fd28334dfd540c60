import { useEffect, useRef } from 'react'

/** The own track, silent. Mirrored as in a looking glass, unless it is a screen. */
export function OwnPicture({ track, mirrored }: { track: MediaStreamTrack; mirrored: boolean }) {
  const ref = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = ref.current
    if (!video) return undefined
    video.srcObject = new MediaStream([track])
    // Muted pictures are never refused; an abort only says that another track came.
    video.play().catch(() => undefined)
    return () => {
      video.srcObject = null
    }
  }, [track])
  return (
    <video
      ref={ref}
      muted
      playsInline
      aria-hidden="true"
      className={`h-full w-full ${mirrored ? '-scale-x-100 object-cover' : 'object-contain'}`}
    />
  )
}
