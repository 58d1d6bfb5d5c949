using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting;

/// <summary>What is asked of the forecast of one history.</summary>
/// <param name="Horizon">Buckets, at least 1.</param>
/// <param name="LeadTime">Buckets, above 0; of the last one a share may count.</param>
/// <param name="Levels">Probabilities of the quantiles.</param>
/// <param name="WholeUnits">Whether quantities are integers in the units of the history.</param>
/// <param name="TestedMeanSquare">Mean squared error that the method showed in a back-test, which its spread is not to stay below; NaN without one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DistributionRequest(int Horizon, double LeadTime, QuantileLevels Levels, bool WholeUnits, double TestedMeanSquare)
{
    /// <summary>Whether the quantiles are those of the method's errors, where there are enough of them.</summary>
    public bool Conformal { get; init; }

    /// <summary>The lead time, rounded up.</summary>
    public int WholeLeadTime => (int)Math.Ceiling(LeadTime);
}
