using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>The smoothing weights of a fitted form; 0 for what it does not have.</summary>
/// <param name="Alpha">Of the level.</param>
/// <param name="Beta">Of the slope.</param>
/// <param name="Gamma">Of the season.</param>
/// <param name="Phi">Damping; 1 = none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EtsWeights(double Alpha, double Beta, double Gamma, double Phi);
