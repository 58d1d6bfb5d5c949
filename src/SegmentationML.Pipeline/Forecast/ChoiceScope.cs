namespace SegmentationML.Pipeline.Forecast;

/// <summary>For whom a method is chosen.</summary>
public enum ChoiceScope
{
    /// <summary>Every series by itself.</summary>
    Series,

    /// <summary>The series of a segment share the method that errs least over all of them.</summary>
    Segment,
}
