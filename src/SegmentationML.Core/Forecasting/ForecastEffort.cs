namespace SegmentationML.Core.Forecasting;

/// <summary>How much computing the automatic choice of methods may take.</summary>
public enum ForecastEffort
{
    /// <summary>Thorough where the smooth series of the panel are few enough, else quick: see <see cref="AutomaticMethods.LargestThorough"/>.</summary>
    Auto,

    /// <summary>Smooth series choose among the methods of <see cref="ForecasterCatalog.QuickSmooth"/>: about a millisecond a series.</summary>
    Quick,

    /// <summary>Smooth series choose among the methods of <see cref="ForecasterCatalog.Smooth"/>: about a millisecond a bucket.</summary>
    Thorough,
}
