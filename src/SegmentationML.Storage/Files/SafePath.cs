using System.Buffers;
using SegmentationML.Core;

namespace SegmentationML.Storage.Files;

/// <summary>Paths below a folder, put together from bare names and never through a link.</summary>
internal static class SafePath
{
    private static readonly SearchValues<char> Refused = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>The path of <paramref name="names"/> below <paramref name="root"/>; throws <c>SEG-LEDG-010</c> when one of them is a link on the disk.</summary>
    /// <param name="root">An absolute folder; it may itself be reached through a link.</param>
    /// <param name="names">Bare names of folders and at last of a folder or file.</param>
    public static string Below(string root, params ReadOnlySpan<string> names)
    {
        var path = root;
        foreach (var name in names)
        {
            if (!IsBare(name))
            {
                throw new ArgumentException($"'{name}' is not a bare name.", nameof(names));
            }

            path = Path.Combine(path, name);
            RequireNoLink(path);
        }

        return path;
    }

    /// <summary>Whether a text names one entry of a folder: no separator, no <c>.</c> or <c>..</c>, no control character, at most 200 characters.</summary>
    /// <param name="name">The text.</param>
    public static bool IsBare(string name)
        => name.Length is > 0 and <= 200 && name is not ("." or "..") && !name.AsSpan().ContainsAny(Refused) && !name.Any(char.IsControl) && name[^1] is not (' ' or '.');

    /// <summary>Whether an entry is a link (or, on Windows, a junction).</summary>
    /// <param name="path">The entry; a missing one is no link.</param>
    public static bool IsLink(string path) => new FileInfo(path) is { LinkTarget: not null };

    private static void RequireNoLink(string path)
    {
        if (IsLink(path))
        {
            throw new ProblemException(new Problem(
                "SEG-LEDG-010", $"'{path}' is a link.", "Links inside a workspace are not followed: put the folder itself there, mount the disk there, or choose another --workspace."));
        }
    }
}
