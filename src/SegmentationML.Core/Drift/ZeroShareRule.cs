namespace SegmentationML.Core.Drift;

/// <summary>What becomes of a bin that one of the samples leaves empty, where the logarithm has no value.</summary>
public enum ZeroShareRule
{
    /// <summary>Every share is (count + ½) / (n + ½ bins). The default everywhere: the effect of an empty bin shrinks as the sample grows.</summary>
    AddHalf = 0,

    /// <summary>A share of zero is set to a floor, and the others are left as they are: as other programs do.</summary>
    Floor = 1,
}
