namespace SegmentationML.Core.Clustering;

/// <summary>The problems of clustering, each written once.</summary>
internal static class ClusteringProblems
{
    public static Problem Shape(long values, int rows, int columns)
        => new("SEG-CLUS-001", $"{values} values do not make {rows} rows of {columns} features.", "Give rows x features values, row by row, with at least one of each.");

    public static Problem Names(string why)
        => new("SEG-CLUS-002", $"The features' names {why}.", "Name each column once.");

    public static Problem Keys(string why)
        => new("SEG-CLUS-003", $"The rows' keys {why}.", "Give one distinct key for each row.");

    public static Problem NotFinite(string feature, long row, double value)
        => new("SEG-CLUS-004", $"Feature '{feature}' is {value} at row {row}.", "Give finite numbers; for values that are not known choose the median rule, or leave the entity to an edge case.");

    public static Problem Option(string name, double value, string range)
        => new("SEG-CLUS-005", $"{name} is {value}.", $"Set it {range}.");

    public static Problem NothingVaries(string features)
        => new("SEG-CLUS-006", $"No feature varies after preparation ({features}): all rows are alike.", "Choose other features, less winsorising, or another segmentation.");

    public static Problem TooFewRows(int clusters, int rows)
        => new("SEG-CLUS-007", $"{clusters} clusters are asked of {rows} rows.", "Ask for at most as many clusters as there are rows.");

    public static Problem TooFewDistinct(int clusters, int distinct)
        => new("SEG-CLUS-008", $"{clusters} clusters are asked, but only {distinct} rows differ after preparation.", "Ask for at most as many clusters as there are distinct rows.");

    public static Problem OtherFeatures(string expected, string given)
        => new("SEG-CLUS-009", $"The model was fitted on the features {expected}, but was given {given}.", "Score the features of the fit, in their order.");

    public static Problem UnknownFeature(string feature, string known)
        => new("SEG-CLUS-010", $"A preparation is given for the feature '{feature}', which is not in the table ({known}).", "Correct the name, or leave it out.");

    public static Problem Labels(string why)
        => new("SEG-CLUS-011", $"The labels {why}.", "Give one label from 0 to clusters - 1 for each row (-1 for noise), with at least two clusters in use.");
}
