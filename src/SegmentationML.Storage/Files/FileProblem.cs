using SegmentationML.Core;

namespace SegmentationML.Storage.Files;

/// <summary>Says what a failure of the file system means and what to do about it.</summary>
internal static class FileProblem
{
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];
    private static readonly int[] Forbidden = [1, 13, 30, unchecked((int)0x80070013), unchecked((int)0x80070005)];

    /// <summary>Whether an exception is one of the file system.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The problem behind an exception of the file system.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="doing">What was being done, such as <c>Publishing a version of 'parts'</c>.</param>
    public static Problem Of(Exception exception, string doing)
    {
        var message = exception.Message.TrimEnd('.');
        if (Full.Contains(exception.HResult))
        {
            return new Problem("SEG-LEDG-007", $"{doing} stopped, since the disk is full: {message}.", "Free space or choose another --workspace, then run again; what was published before is untouched.");
        }

        return exception is UnauthorizedAccessException || Forbidden.Contains(exception.HResult)
            ? new Problem("SEG-LEDG-006", $"{doing} stopped, since writing is not allowed: {message}.", "Give this user the right to write in the workspace, or choose another --workspace.")
            : new Problem("SEG-LEDG-008", $"{doing} stopped on a file error: {message}.", "Check the disk and the workspace's folders, then run again; what was published before is untouched.");
    }

    /// <summary>Runs an action and translates what the file system throws.</summary>
    /// <param name="doing">What is being done.</param>
    /// <param name="action">The action.</param>
    public static T Translate<T>(string doing, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (Is(e))
        {
            throw new ProblemException(Of(e, doing), e);
        }
    }

    /// <summary>Runs an action and ignores what the file system throws: for tidying up that is done again at the next start.</summary>
    /// <param name="action">The action.</param>
    public static void Ignore(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (Is(e))
        {
            // What is left is found and removed by the next run.
        }
    }
}
