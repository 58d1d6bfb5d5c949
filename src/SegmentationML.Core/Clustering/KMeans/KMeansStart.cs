namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>How k-means finds its first centres.</summary>
public enum KMeansStart
{
    /// <summary>k-means++: one centre after the other, in proportion to the squared distance; several starts, of many rows on a sample. The default.</summary>
    PlusPlus = 0,

    /// <summary>k-means‖: many candidates at once in a few passes over all rows, then k-means++ among them; one start, for more clusters than a sample of rows can show.</summary>
    Oversampled = 1,
}
