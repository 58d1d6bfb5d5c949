namespace SegmentationML.Benchmarks;

/// <summary>One benchmark or study that the program runs by name.</summary>
/// <param name="Name">As given on the command line.</param>
/// <param name="Description">One line: what is measured.</param>
/// <param name="Run">Receives the arguments after the name; returns the exit code.</param>
internal sealed record BenchmarkCommand(string Name, string Description, Func<string[], int> Run);
