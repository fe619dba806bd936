import { createRequire } from 'node:module'
import type { Measure } from './scene.ts'

const FONTS = [
  ['Inter', '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'],
  ['Inter', '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'],
  ['Noto Sans Thai', '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'],
  ['Noto Sans Thai', '@expo-google-fonts/noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf'],
] as const

export const fontOf = (size: number, bold = false): string =>
  `${bold ? 600 : 400} ${size}px Inter, "Noto Sans Thai", sans-serif`

export type Canvas = typeof import('@napi-rs/canvas')

/** The drawing library with our own letters in it: without them it draws no text and says nothing. */
export async function openCanvas(): Promise<Canvas> {
  const canvas = await import('@napi-rs/canvas')
  const missing = FONTS.filter(([family]) => !canvas.GlobalFonts.has(family))
  for (const [family, file] of missing) {
    const path = pathOf(file)
    if (path) canvas.GlobalFonts.registerFromPath(path, family)
  }
  return canvas
}

export function measureWith({ createCanvas }: Canvas): Measure {
  const ruler = createCanvas(1, 1).getContext('2d')
  return (text, size, bold) => {
    ruler.font = fontOf(size, bold)
    return ruler.measureText(text).width
  }
}

function pathOf(file: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(file)
  } catch {
    return undefined
  }
}
