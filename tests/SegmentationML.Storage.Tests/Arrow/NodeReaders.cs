using System.Diagnostics;
using System.Text.Json;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>The scripts in <c>tests/readers</c>: independent implementations, installed by <c>npm ci</c> on first use. Tests are skipped, visibly, where node or npm is missing.</summary>
public sealed class NodeReaders
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<string?> Missing = new(Install);

    /// <summary>Runs a script and gives the JSON document of each line that it prints.</summary>
    public IReadOnlyList<JsonElement> Run(string script, params IEnumerable<string> arguments)
    {
        Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");
        var output = Execute("node", [script, .. arguments], out var code, out var errors);
        Assert.True(code == 0, $"node {script} ended with {code}: {errors}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The cells of a column that a script printed.</summary>
    public static object?[] CellsOf(JsonElement column) => [.. column.GetProperty("cells").EnumerateArray().Select(Cell)];

    private static object? Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => cell.EnumerateArray().Select(Cell).ToArray(),
        _ => cell.GetString(),
    };

    // The lock file that npm leaves says what is installed.
    private static string? Install()
    {
        if (!Exists("node") || !Exists("npm"))
        {
            return "Node.js with npm was not found: files are not checked by apache-arrow, nodejs-polars and onnxruntime-node.";
        }

        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        var pinned = Path.Combine(Folder, "package-lock.json");
        using var gate = Gate();
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(pinned))
        {
            _ = Execute("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], out var code, out var errors);
            Assert.True(code == 0, $"npm ci in tests/readers ended with {code}: {errors}");
        }

        return null;
    }

    // Two test runs on one checkout do not install at once: the second waits for the first.
    private static FileStream Gate()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, ".install-lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(200);
            }
        }
    }

    private static bool Exists(string program)
    {
        try
        {
            _ = Execute(program, ["--version"], out var code, out _);
            return code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Execute(string program, IEnumerable<string> arguments, out int code, out string errors)
    {
        var windows = OperatingSystem.IsWindows() && program == "npm";
        var start = new ProcessStartInfo(windows ? "cmd.exe" : program, windows ? ["/c", program, .. arguments] : arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {Patience}.");
        }

        code = process.ExitCode;
        errors = error.GetAwaiter().GetResult();
        return output.GetAwaiter().GetResult();
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var readers = Path.Combine(folder.FullName, "tests", "readers");
            if (File.Exists(Path.Combine(readers, "package-lock.json")))
            {
                return readers;
            }
        }

        throw new DirectoryNotFoundException("tests/readers was not found above the test's folder.");
    }
}
