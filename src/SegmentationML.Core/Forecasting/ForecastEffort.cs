namespace SegmentationML.Core.Forecasting;

/// <summary>How much computing the automatic choice of methods may take for series with demand in most buckets.</summary>
public enum ForecastEffort
{
    /// <summary>What the smooth series of the panel allow: thorough up to <see cref="AutomaticMethods.LargestThorough"/> buckets, quick up to <see cref="AutomaticMethods.LargestQuick"/>, else least.</summary>
    Auto,

    /// <summary>Smooth series choose among the methods of <see cref="ForecasterCatalog.LeastSmooth"/>: about a third of a millisecond a series.</summary>
    Least,

    /// <summary>Smooth series choose among the methods of <see cref="ForecasterCatalog.QuickSmooth"/>: 0.02 to 0.15 milliseconds a bucket.</summary>
    Quick,

    /// <summary>Smooth series choose among the methods of <see cref="ForecasterCatalog.Smooth"/>: 0.1 to 0.5 milliseconds a bucket.</summary>
    Thorough,
}
