import type { ComponentType } from 'react'
import { featureKinds, type FeatureName, type Features } from '../features.ts'

interface FeaturePartProps {
  name: FeatureName
  part: 'panel' | 'label' | 'always'
  features: Features
}

/** One part of a feature, given the feature it belongs to. */
export function FeaturePart({ name, part, features }: FeaturePartProps) {
  // The list pairs each panel with its own feature; a name alone cannot tell the compiler so.
  const Part = featureKinds[name][part] as ComponentType<{ feature: unknown }> | undefined
  return Part ? <Part feature={features[name]} /> : null
}
