using SegmentationML.Core;

namespace SegmentationML.Pipeline.Definition;

/// <summary>The <c>mlflow:</c> section of <c>pipeline.yaml</c>: the server that follows runs and model versions. Secrets stay in environment variables; here stand their names.</summary>
public sealed record MlflowOptions : AlgorithmOptions
{
    /// <summary>The server, such as <c>https://mlflow.example</c>; without it the environment variable MLFLOW_TRACKING_URI counts when messages are delivered.</summary>
    public string? TrackingUri { get; init; }

    /// <summary>The experiment that runs are logged in. Default: the pipeline's name.</summary>
    public string? Experiment { get; init; }

    /// <summary>The environment variable that holds a bearer token.</summary>
    public string TokenEnv { get; init; } = "MLFLOW_TRACKING_TOKEN";

    /// <summary>The environment variable that holds the user of basic authentication.</summary>
    public string UsernameEnv { get; init; } = "MLFLOW_TRACKING_USERNAME";

    /// <summary>The environment variable that holds the password of basic authentication.</summary>
    public string PasswordEnv { get; init; } = "MLFLOW_TRACKING_PASSWORD";

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (TrackingUri is not null && !IsServer(TrackingUri))
        {
            yield return new Problem("SEG-MLF-001", "mlflow.tracking_uri is no address of a server.", "Write http:// or https://, host and port, without user, password, query or fragment; secrets go into environment variables.");
        }

        if (Experiment is { } name && (name.Length is 0 or > 500 || name.Any(char.IsControl)))
        {
            yield return new Problem("SEG-MLF-002", $"mlflow.experiment has {name.Length} characters or a control character.", "Use 1 to 500 characters.");
        }

        foreach (var (setting, variable) in new[] { ("token_env", TokenEnv), ("username_env", UsernameEnv), ("password_env", PasswordEnv) })
        {
            if (variable.Length == 0 || !variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                yield return new Problem("SEG-MLF-003", $"mlflow.{setting} is no name of an environment variable.", "Put the secret into a variable and write the variable's name here.");
            }
        }
    }

    /// <summary>Whether a text is the address of an HTTP server and nothing else.</summary>
    public static bool IsServer(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.Host.Length > 0;
}
