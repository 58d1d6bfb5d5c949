using System.Text.Json;

namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>Reads answers of an MLflow server, which are not trusted: they may be HTML, cut short, or of another server.</summary>
internal static class MlflowAnswer
{
    private const int LongestQuote = 300;

    /// <summary>The object of an answer.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body, within the limit of length.</param>
    /// <exception cref="MlflowFailure">It is an error, or no answer of MLflow's.</exception>
    public static JsonElement Read(int status, ReadOnlyMemory<byte> body)
    {
        var json = Parse(body);
        if (status is >= 200 and < 300)
        {
            return json ?? throw new MlflowFailure($"It answered {status} with something else than a JSON object. Is it an MLflow server?");
        }

        if (status is >= 300 and < 400)
        {
            throw new MlflowFailure($"It answered {status}, a redirect; redirects are not followed. Name the server that they lead to.");
        }

        if (status is 401 or 403)
        {
            throw new MlflowFailure($"It answered {status}: the token, or user and password, are missing, wrong or not allowed to do this.");
        }

        var code = json is { } error ? Text(error, "error_code") : null;
        if (code is null)
        {
            throw new MlflowFailure($"It answered {status} without an error of MLflow's.");
        }

        var isTemporary = status is 429 or >= 502 or 408;
        throw new MlflowFailure($"It answered {status} {Quote(code)}: {Quote(Text(json!.Value, "message") ?? "")}", code, isAnswer: !isTemporary);
    }

    /// <summary>A text or a whole number as text; null when it is missing or anything else. Version numbers come as either.</summary>
    public static string? Text(JsonElement parent, string name)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
            : null;

    /// <summary>A text that must be there.</summary>
    public static string Required(JsonElement parent, params ReadOnlySpan<string> path)
    {
        foreach (var name in path[..^1])
        {
            parent = parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;
        }

        return Text(parent, path[^1]) is { Length: > 0 and < 10_000 } text ? text : throw new MlflowFailure($"Its answer holds no {string.Join('.', path.ToArray())}.");
    }

    /// <summary>The elements of a list; none when it is missing, as empty lists are.</summary>
    public static IEnumerable<JsonElement> List(JsonElement parent, string name)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The value of a tag; null when there is none.</summary>
    public static string? Tag(JsonElement parent, string key) => List(parent, "tags").Where(t => Text(t, "key") == key).Select(t => Text(t, "value")).FirstOrDefault();

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Quote(string text)
    {
        var line = new string([.. text.Take(LongestQuote).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]);
        return text.Length > LongestQuote ? line + "…" : line;
    }
}
