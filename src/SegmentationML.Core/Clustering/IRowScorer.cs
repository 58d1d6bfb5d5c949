namespace SegmentationML.Core.Clustering;

/// <summary>Labels single points.</summary>
internal interface IRowScorer
{
    /// <summary>Scores one row.</summary>
    RowScore Score(PointTable points, int row);
}
