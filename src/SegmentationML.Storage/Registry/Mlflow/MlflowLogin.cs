using System.Net.Http.Headers;
using System.Text;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>Where a pipeline's MLflow server is, and as whom it is spoken to: the options first, then the environment.</summary>
public static class MlflowLogin
{
    /// <summary>The environment variable with the server of pipelines that name none.</summary>
    public const string ServerVariable = "MLFLOW_TRACKING_URI";

    /// <summary>The server's address without a slash at its end; null when none is named.</summary>
    /// <param name="options">The <c>mlflow:</c> section.</param>
    public static string? Address(MlflowOptions options)
    {
        var text = options.TrackingUri ?? Environment.GetEnvironmentVariable(ServerVariable);
        return text is not null && MlflowOptions.IsServer(text) ? text.TrimEnd('/') : null;
    }

    /// <summary>Asks the server, with the credentials that messages would go with, for a list of one experiment.</summary>
    /// <param name="options">The <c>mlflow:</c> section.</param>
    /// <param name="patience">The longest wait.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null when it answers as MLflow does; otherwise what it did instead, in a sentence without secrets.</returns>
    /// <exception cref="InvalidOperationException">No server is named.</exception>
    public static async Task<string?> TryAsync(MlflowOptions options, TimeSpan patience, CancellationToken cancellation)
    {
        var address = Address(options) ?? throw new InvalidOperationException("No server is named.");
        var limits = new MlflowLimits { Connect = patience, Request = patience, Retries = 0 };
        try
        {
            using var server = new MlflowServer(new MlflowHttp(new Uri(address), Credentials(options), limits), limits);
            await server.AskAsync(cancellation);
            return null;
        }
        catch (MlflowFailure e)
        {
            return e.Message;
        }
    }

    /// <summary>What the environment holds: a token, else user and password, else nothing.</summary>
    /// <exception cref="MlflowFailure">The token cannot be sent.</exception>
    internal static AuthenticationHeaderValue? Credentials(MlflowOptions options)
    {
        if (Environment.GetEnvironmentVariable(options.TokenEnv) is { Length: > 0 } token)
        {
            return token.Trim() is var sent && sent.All(static c => c is > ' ' and <= '~')
                ? new AuthenticationHeaderValue("Bearer", sent)
                : throw new MlflowFailure($"The token in {options.TokenEnv} has characters that no header can hold.");
        }

        return Environment.GetEnvironmentVariable(options.UsernameEnv) is { Length: > 0 } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Environment.GetEnvironmentVariable(options.PasswordEnv)}")))
            : null;
    }
}
