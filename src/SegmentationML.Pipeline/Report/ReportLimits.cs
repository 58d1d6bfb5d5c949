namespace SegmentationML.Pipeline.Report;

/// <summary>How much data a page embeds at most; a section that cuts says so.</summary>
public static class ReportLimits
{
    /// <summary>Entities in the look-up.</summary>
    public const int Entities = 600;

    /// <summary>Points on the cluster plot.</summary>
    public const int ClusterPoints = 2_500;

    /// <summary>Example series.</summary>
    public const int Examples = 12;

    /// <summary>Latest buckets of history of an example.</summary>
    public const int HistoryBuckets = 156;

    /// <summary>Points of the Pareto curve.</summary>
    public const int ParetoPoints = 400;

    /// <summary>Findings, files and other rows of long tables.</summary>
    public const int TableRows = 60;

    /// <summary>Segments in matrices of migrations.</summary>
    public const int MigrationSegments = 16;

    /// <summary>Versions in the list of versions.</summary>
    public const int Versions = 12;

    /// <summary>Entities that moved, listed with what moved them.</summary>
    public const int Moved = 25;
}
