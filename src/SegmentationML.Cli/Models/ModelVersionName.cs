using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Cli.Models;

/// <summary>How a registered version is written on the command line: <c>retail-products:3</c>, <c>retail-products:champion</c>, or the name alone for the newest.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Reference">A number, an alias or <c>latest</c>.</param>
internal sealed record ModelVersionName(string Model, string Reference)
{
    /// <summary>Reads a name.</summary>
    public static ModelVersionName Parse(string text)
        => text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? new(text[..colon], text[(colon + 1)..]) : new(text, "latest");

    /// <summary>The version, its files checked against their digests.</summary>
    /// <param name="workspace">The workspace.</param>
    public ModelVersion Load(Workspace workspace) => workspace.Models.Load(Model, Reference, fallBack: false).Version;

    /// <summary>The version; its files are not looked at.</summary>
    /// <param name="workspace">The workspace.</param>
    public ModelVersion Find(Workspace workspace)
        => workspace.Models.Find(Model, Reference) ?? throw new ProblemException(new Problem(
            "SEG-CLI-041", $"There is no registered version '{Model}:{Reference}' in {workspace.Folder}.", "List them with `segml model list`; a run that publishes registers one."));
}
