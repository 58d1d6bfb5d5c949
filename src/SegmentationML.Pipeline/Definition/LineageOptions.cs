using SegmentationML.Core;

namespace SegmentationML.Pipeline.Definition;

/// <summary>The <c>lineage:</c> section of <c>pipeline.yaml</c>: where OpenLineage events of its runs go. Without file and url there are none.</summary>
public sealed record LineageOptions : AlgorithmOptions
{
    /// <summary>A file that events are appended to, one a line; a relative path starts in the workspace.</summary>
    public string? File { get; init; }

    /// <summary>The address that events are posted to, such as <c>https://marquez.example/api/v1/lineage</c>.</summary>
    public string? Url { get; init; }

    /// <summary>The namespace of jobs and published tables. Default segml.</summary>
    public string Namespace { get; init; } = "segml";

    /// <summary>The environment variable that holds a bearer token for the address.</summary>
    public string TokenEnv { get; init; } = "OPENLINEAGE_API_KEY";

    /// <summary>Whether events are wanted at all.</summary>
    internal bool IsOn => File is not null || Url is not null;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (File is { } file && (file.Length == 0 || file.Any(char.IsControl) || file.Split('/', '\\').Contains("..")))
        {
            yield return new Problem("SEG-LIN-001", "lineage.file is no path of a file.", "Name a file in the workspace, such as lineage.jsonl, or an absolute path without '..'.");
        }

        if (Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0 && uri.Host.Length > 0))
        {
            yield return new Problem("SEG-LIN-002", "lineage.url is no address of a server.", "Write http:// or https://, without user and password; a token goes into the environment variable that token_env names.");
        }

        if (Namespace.Length is 0 or > 200 || Namespace.Any(char.IsControl) || TokenEnv.Length == 0 || !TokenEnv.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            yield return new Problem("SEG-LIN-003", "lineage.namespace or lineage.token_env cannot be used.", "A namespace has 1 to 200 characters; token_env is the name of an environment variable.");
        }
    }
}
