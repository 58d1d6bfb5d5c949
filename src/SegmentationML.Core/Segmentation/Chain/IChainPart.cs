namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>One part of what happens to segments after the matrix.</summary>
public interface IChainPart
{
    /// <summary>Moves the entities that this part concerns; every move is noted in the draft.</summary>
    /// <param name="draft">The segments so far.</param>
    void Apply(SegmentDraft draft);
}
