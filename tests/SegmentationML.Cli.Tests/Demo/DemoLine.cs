namespace SegmentationML.Cli.Tests.Demo;

/// <summary>A row of order_lines.csv.</summary>
public sealed record DemoLine(DateOnly Date, long Order, int Line, string Product, string Customer, string Site, int Quantity, decimal Price, decimal Cost, long? ReturnOf);
