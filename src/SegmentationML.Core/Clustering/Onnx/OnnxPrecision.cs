namespace SegmentationML.Core.Clustering.Onnx;

/// <summary>The numbers that go into and come out of an exported model; inside it computes with doubles either way.</summary>
public enum OnnxPrecision
{
    /// <summary>32 bits, what most programs that run such models send. The default.</summary>
    Single = 0,

    /// <summary>64 bits, as the fit saw them.</summary>
    Double = 1,
}
