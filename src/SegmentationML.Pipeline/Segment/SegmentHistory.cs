using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>The version that a run's segments are judged against.</summary>
/// <param name="Base">The version.</param>
/// <param name="Record">What its segmentation was; null when it is older than such records.</param>
public sealed record SegmentHistory(Snapshot Base, SegmentRecord? Record)
{
    /// <summary>Finds it: the version in use, or, when that was made from the very same features and model, the one that it was judged against itself. So a rerun gives what the run gave.</summary>
    /// <param name="parent">The version in use; null before the first.</param>
    /// <param name="inputs">Digest of features and model of this run.</param>
    /// <param name="find">Finds a version by its number; null when it was expired: then the version in use stands in.</param>
    public static SegmentHistory? Of(Snapshot? parent, string inputs, Func<long, Snapshot?> find)
    {
        if (parent is null)
        {
            return null;
        }

        var record = SegmentRecord.Read(parent.Folder);
        if (record?.Inputs != inputs)
        {
            return new SegmentHistory(parent, record);
        }

        if (record.Base is not { } number)
        {
            return null;
        }

        return find(number) is { } former ? new SegmentHistory(former, SegmentRecord.Read(former.Folder)) : new SegmentHistory(parent, record);
    }
}
