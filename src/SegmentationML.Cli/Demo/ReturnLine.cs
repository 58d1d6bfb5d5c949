namespace SegmentationML.Cli.Demo;

/// <summary>A return that is due on a later day.</summary>
/// <param name="Line">What was ordered.</param>
/// <param name="Order">Number of the order that it was ordered with.</param>
internal readonly record struct ReturnLine(OrderLine Line, long Order);
