using System.Collections.Frozen;
using System.Text.Json;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>One error of DuckDB, taken apart.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Message">DuckDB's words, with the class in front.</param>
/// <param name="Position">Byte offset in the SQL; null when it has none.</param>
internal sealed record DuckDbError(DuckDbErrorType Type, string Message, long? Position)
{
    private const string JsonStart = "{\"exception_type\":";

    private static readonly FrozenDictionary<string, DuckDbErrorType> Types = new Dictionary<string, DuckDbErrorType>(StringComparer.OrdinalIgnoreCase)
    {
        ["Out of Range"] = DuckDbErrorType.OutOfRange,
        ["Conversion"] = DuckDbErrorType.Conversion,
        ["Mismatch Type"] = DuckDbErrorType.MismatchType,
        ["Invalid type"] = DuckDbErrorType.MismatchType,
        ["Divide by Zero"] = DuckDbErrorType.DivideByZero,
        ["Serialization"] = DuckDbErrorType.Serialization,
        ["TransactionContext"] = DuckDbErrorType.Transaction,
        ["Not implemented"] = DuckDbErrorType.NotImplemented,
        ["Catalog"] = DuckDbErrorType.Catalog,
        ["Parser"] = DuckDbErrorType.Parser,
        ["Syntax"] = DuckDbErrorType.Syntax,
        ["Constraint"] = DuckDbErrorType.Constraint,
        ["Binder"] = DuckDbErrorType.Binder,
        ["IO"] = DuckDbErrorType.Io,
        ["HTTP"] = DuckDbErrorType.Http,
        ["INTERRUPT"] = DuckDbErrorType.Interrupt,
        ["FATAL"] = DuckDbErrorType.Fatal,
        ["INTERNAL"] = DuckDbErrorType.Internal,
        ["Invalid Input"] = DuckDbErrorType.InvalidInput,
        ["Out of Memory"] = DuckDbErrorType.OutOfMemory,
        ["Permission"] = DuckDbErrorType.Permission,
        ["Parameter Not Resolved"] = DuckDbErrorType.ParameterNotResolved,
        ["Parameter Not Allowed"] = DuckDbErrorType.ParameterNotAllowed,
        ["Dependency"] = DuckDbErrorType.Dependency,
        ["Missing Extension"] = DuckDbErrorType.MissingExtension,
        ["Extension Autoloading"] = DuckDbErrorType.Autoload,
        ["Invalid Configuration"] = DuckDbErrorType.InvalidConfiguration,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes an error apart: the JSON that the setting <c>errors_as_json</c> gives, or a plain message where DuckDB does not heed it.</summary>
    /// <param name="text">As DuckDB gives it.</param>
    /// <param name="type">The class that came with it; <see cref="DuckDbErrorType.Invalid"/> when none did.</param>
    public static DuckDbError Parse(string text, DuckDbErrorType type = DuckDbErrorType.Invalid)
    {
        var start = text.IndexOf(JsonStart, StringComparison.Ordinal);
        if (start < 0)
        {
            return new DuckDbError(type == DuckDbErrorType.Invalid ? TypeInFront(text) : type, WithoutStackTrace(text), Position: null);
        }

        using var json = JsonDocument.Parse(text[start..]);
        var name = json.RootElement.GetProperty("exception_type").GetString()!;
        var message = $"{name} Error: {json.RootElement.GetProperty("exception_message").GetString()}";
        long? position = json.RootElement.TryGetProperty("position", out var offset) && long.TryParse(offset.GetString(), out var place) ? place : null;
        return new DuckDbError(Types.GetValueOrDefault(name, type), WithoutStackTrace(message), position);
    }

    private static DuckDbErrorType TypeInFront(string text)
    {
        var end = text.IndexOf(" Error", StringComparison.Ordinal);
        return end > 0 ? Types.GetValueOrDefault(text[..end]) : DuckDbErrorType.Invalid;
    }

    private static string WithoutStackTrace(string message)
    {
        var trace = message.IndexOf("\n\nStack Trace:", StringComparison.Ordinal);
        return (trace < 0 ? message : message[..trace]).TrimEnd();
    }
}
