namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Tests that run the command line inside the test process go one after the other: a process has one command line.</summary>
[CollectionDefinition(Name)]
public sealed class CommandLine
{
    public const string Name = "command line";
}
