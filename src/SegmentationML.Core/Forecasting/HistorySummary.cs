using System.Runtime.InteropServices;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>What one look at a history tells about how it can be forecast.</summary>
/// <param name="Length">Buckets, missing ones included.</param>
/// <param name="Observed">Buckets that are not missing.</param>
/// <param name="Demands">Buckets with demand.</param>
/// <param name="FirstDemand">Index of the first demand; the length without one.</param>
/// <param name="LastDemand">Index of the last demand; -1 without one.</param>
/// <param name="TrailingZeros">Observed buckets after the last demand.</param>
/// <param name="Largest">Largest quantity; 0 without demand.</param>
/// <param name="Constant">Whether every observed bucket holds the same quantity.</param>
/// <param name="WholeUnits">Whether every quantity is an integer.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HistorySummary(
    int Length, int Observed, int Demands, int FirstDemand, int LastDemand, int TrailingZeros, double Largest, bool Constant, bool WholeUnits)
{
    /// <summary>Whether a bucket is missing.</summary>
    public bool HasMissing => Observed < Length;

    /// <summary>Observed buckets from the first demand to the end.</summary>
    public int Active { get; private init; }

    /// <summary>Observed buckets from the first demand to the end over buckets with demand, our ADI; NaN without demand.</summary>
    public double Adi => Active / (double)Demands;

    /// <summary>Looks at a history.</summary>
    /// <param name="demand">Units per bucket, oldest first; NaN = missing.</param>
    public static HistorySummary Of(ReadOnlySpan<double> demand)
    {
        var first = DemandScan.FirstDemand(demand);
        var last = DemandScan.LastDemand(demand);
        var missing = DemandScan.CountMissing(demand);
        var tail = demand[(last + 1)..];
        var active = demand[first..];
        var (demands, largest, whole) = Sizes(demand);
        return new HistorySummary(
            demand.Length,
            demand.Length - missing,
            demands,
            first,
            last,
            tail.Length - DemandScan.CountMissing(tail),
            largest,
            IsConstant(demand),
            whole)
        {
            Active = active.Length - DemandScan.CountMissing(active),
        };
    }

    private static (int Demands, double Largest, bool Whole) Sizes(ReadOnlySpan<double> demand)
    {
        var demands = 0;
        double largest = 0;
        var whole = true;
        foreach (var value in demand)
        {
            if (value > 0)
            {
                demands++;
                largest = Math.Max(largest, value);
                whole &= value == Math.Floor(value);
            }
        }

        return (demands, largest, whole);
    }

    private static bool IsConstant(ReadOnlySpan<double> demand)
    {
        var reference = double.NaN;
        foreach (var value in demand)
        {
            if (double.IsNaN(value) || value == reference)
            {
                continue;
            }

            if (!double.IsNaN(reference))
            {
                return false;
            }

            reference = value;
        }

        return true;
    }
}
