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

    public static Problem NotFinite(FeatureTable table, int column, int row, double value)
        => new("SEG-CLUS-004", $"Feature '{table.Names[column]}' is {(double.IsNaN(value) ? "NaN or missing" : value)} in row {row + 1}, counted from 1{(table.Keys is { } keys ? $", key '{keys[row]}'" : "")}.", "Give finite numbers; for values that are not known let the median stand in (--missing median), or leave the entity to an edge case.");

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

    public static Problem Levels(string feature, string why)
        => new("SEG-CLUS-012", $"The levels of '{feature}' {why}.", "Give each level once, and each value as the place of its level.");

    public static Problem UnseenLevel(string feature, string level, string known)
        => new("SEG-CLUS-013", $"Feature '{feature}' is '{level}', a level that the fit did not see ({known}).", "Fit anew, or choose the rule by which it differs from all others.");

    public static Problem NumbersOnly(string method, string features)
        => new("SEG-CLUS-014", $"{method} takes numbers only, but the points have levels{features}.", "Encode them one-hot, or choose k-prototypes, or k-medoids with Gower's dissimilarity.");

    public static Problem NoneActive(string features)
        => new("SEG-CLUS-015", $"Every row is inactive: {features} are zero or below throughout.", "Choose other features, or switch the zero-inflated treatment off.");

    public static Problem Sizes(string what)
        => new("SEG-CLUS-016", $"The sizes cannot be met: {what}.", "Ask for fewer clusters, a smaller minimum or a larger maximum.");

    public static Problem Links(string what)
        => new("SEG-CLUS-017", $"The links cannot be met: {what}.", "Remove one of the links named, or ask for more clusters.");

    public static Problem SizesAndLinks()
        => new("SEG-CLUS-017", "Sizes and links are asked together: tied rows fill a cluster only as a whole and parted rows block each other, so the assignment is bin packing, which no flow solves.", "Ask for sizes or for links.");

    public static Problem TooManyRows(string method, long rows, long limit)
        => new("SEG-CLUS-018", $"{method} keeps a dissimilarity for each pair of rows: {rows} rows are more than {limit}.", "Allow the two-stage way, raise the limit if memory allows, or choose another method.");

    public static Problem NoDensity(string method, string why)
        => new("SEG-CLUS-019", $"{method} finds no cluster: {why}.", "Ask for fewer points a cluster or a larger radius, or choose another method.");

    public static Problem UnknownMethod(string name, string known)
        => new("SEG-CLUS-020", $"'{name}' is no clustering method.", $"Known: {known}.");

    public static Problem Unstable(string what)
        => new("SEG-CLUS-021", $"The clustering is not stable enough: {what}.", "Ask for fewer clusters, other features or another method, or lower the limit on purpose.");

    public static Problem NotKept(string method, string what, string able)
        => new("SEG-CLUS-022", $"{method} does not keep to {what}.", $"Leave it out, or choose a method that does: {able}.");

    public static Problem Document(string why)
        => new("SEG-CLUS-023", $"This is no stored cluster model: {why}.", "Give a file that segml cluster --model-out has written, unchanged, with a program of at least its version.");

    public static Problem NotExported(string why)
        => new("SEG-CLUS-024", $"This clustering has no ONNX form: {why}.", "Score with segml cluster score, or fit kmeans, minibatch, sized-kmeans, kmedoids on numbers, or gmm, with another scale.");
}
