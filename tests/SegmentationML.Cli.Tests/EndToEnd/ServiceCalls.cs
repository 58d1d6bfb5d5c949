using SegmentationML.Service.Security;
using SegmentationML.Service.Tests;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The command line through a service that runs.</summary>
internal static class ServiceCalls
{
    /// <summary>Writes a new key into a file of a folder.</summary>
    public static string KeyFile(this RunningService service, TemporaryWorkspace folder, Scope scope = Scope.Admin)
    {
        Directory.CreateDirectory(folder.Folder);
        var path = folder.Path($"key-{scope}");
        File.WriteAllText(path, service.Keys.Add($"command line {scope}", [scope], null, "tests").Text + "\n");
        return path;
    }

    /// <summary>Calls a verb with the service and a key; the workspace that it names is none.</summary>
    public static Task<SegmlCall> CallAsync(this RunningService service, string key, params string[] words)
        => SegmlCall.RunAsync([.. words, "--server", service.Address.GetLeftPart(UriPartial.Authority), "--key-file", key, "--workspace", Path.GetDirectoryName(key)!]);
}
