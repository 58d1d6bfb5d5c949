using System.Text.RegularExpressions;

namespace SegmentationML.Service.Api;

/// <summary>Takes the folders out of a message: callers learn the file's name, not where the service keeps it.</summary>
internal static partial class PathFree
{
    /// <summary>The message with the last part of each absolute path only.</summary>
    public static string Of(string message) => Absolute().Replace(message, "${last}");

    [GeneratedRegex(@"(?:/|[A-Za-z]:\\)(?:[^\s'""/\\:]+[/\\])+(?<last>[^\s'""/\\:]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Absolute();
}
