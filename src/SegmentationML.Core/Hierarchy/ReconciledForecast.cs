namespace SegmentationML.Core.Hierarchy;

/// <summary>Forecasts that add up.</summary>
/// <param name="Nodes">Forecast of every node, shape (nodes × h); each is the sum of its series, added in their order.</param>
/// <param name="Shrinkage">Weight of the diagonal in the shrunk covariance; NaN for the other methods.</param>
/// <param name="AtZero">Forecasts of bottom series, over all steps, that the bound of zero holds up.</param>
/// <param name="Iterations">Steps of the equation solver over all horizons; 0 where nothing is solved.</param>
public sealed record ReconciledForecast(double[] Nodes, double Shrinkage, int AtZero, int Iterations);
