using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Ledger.Locks;
using SegmentationML.Storage.Snapshots;
using SegmentationML.Storage.Steps;

namespace SegmentationML.Storage.Privacy;

/// <summary>Makes a workspace forget a person: first what is derived from the sources, then the key. What was published stays byte for byte as it is, and nobody can tell any more whom it is about.</summary>
/// <remarks>An erasure that ends early has deleted no key, and is done by asking again: everything before the key is cache and copies.</remarks>
public sealed class PersonEraser
{
    private const string Spilled = "spill-"; // What an engine that died has left of its working files.
    private readonly Workspace _workspace;
    private readonly IPipelineLocks _locks;
    private readonly PhysicalFiles _files = new();

    /// <param name="workspace">The workspace.</param>
    public PersonEraser(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        (_workspace, _locks) = (workspace, workspace.Locks);
    }

    /// <summary>What is said of a name that nobody here has.</summary>
    public static Problem Unknown { get; } = new("SEG-PRIV-002", "Nobody has a key under this name here.", "Write the identifier as the source has it; `segml person list` shows all. Who is published in clear has no key: classify the column as personal first.");

    /// <summary>Finds the person whom an identifier or pseudonym names.</summary>
    /// <param name="name">The identifier or pseudonym.</param>
    /// <param name="column">The column that identifies them; null when one column alone knows them.</param>
    /// <exception cref="ProblemException">Nobody has a key under this name, or several columns know it.</exception>
    public PersonRecord Find(string name, string? column)
        => _workspace.Persons.Search(name).Where(p => column is null || p.Column == column).ToArray() switch
        {
            [var person] => person,
            [] => throw new ProblemException(Unknown),
            var several => throw new ProblemException(new Problem("SEG-PRIV-002", $"The name stands in {string.Join(" and ", several.Select(p => p.Column))}.", "Say which with --column.")),
        };

    /// <summary>Says what an erasure would take, and changes nothing.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="staysErased">Whether they are to stay erased where a source still holds them.</param>
    public Erasure Plan(PersonRecord person, bool staysErased)
    {
        ArgumentNullException.ThrowIfNull(person);
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        return new Erasure(person, staysErased, Outputs().Count, Quarantine(engine, person.Person), Left(engine, person));
    }

    /// <summary>Erases a person.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="staysErased">Whether they are to stay erased where a source still holds them.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="reason">Why; it goes into the audit chain, so it may not name the person.</param>
    /// <exception cref="ProblemException">A pipeline is being run, the reason names the person, or the ledger's log cannot be emptied for now.</exception>
    public Erasure Erase(PersonRecord person, bool staysErased, string by, string reason)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(reason);
        if (reason.Contains(person.Person, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem("SEG-PRIV-005", "The reason names the person, and the audit chain never forgets.", "Name the request instead, such as 'DSR-2026-114'."));
        }

        var held = Hold();
        try
        {
            var erasure = Plan(person, staysErased);
            RemoveOutputs();
            foreach (var file in erasure.QuarantineFiles)
            {
                _files.DeleteFile(Path.Combine(_workspace.Folder, file));
            }

            _workspace.Persons.Erase(person, staysErased, by, reason);
            return erasure;
        }
        finally
        {
            held.ForEach(h => h.Dispose());
        }
    }

    private IEnumerable<string> Pipelines()
        => Published().Concat(Cached().Where(d => PipelineName.IsValid(d.Name) && !d.Name.StartsWith(Spilled, StringComparison.Ordinal)).Select(d => d.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private IReadOnlyList<string> Published() => new SnapshotFolders(SafePath.Below(_workspace.Folder, "snapshots")).Pipelines();

    private DirectoryInfo[] Cached() => [.. new DirectoryInfo(_workspace.CacheFolder).EnumerateDirectories().Where(d => d.LinkTarget is null)];

    /// <summary>No pipeline may run meanwhile: it would write the person down again.</summary>
    private List<IPipelineLock> Hold()
    {
        var held = new List<IPipelineLock>();
        foreach (var pipeline in Pipelines())
        {
            if (_locks.Acquire(pipeline, CancellationToken.None) is { } one)
            {
                held.Add(one);
                continue;
            }

            held.ForEach(h => h.Dispose());
            throw new ProblemException(new Problem("SEG-PRIV-003", $"Pipeline '{pipeline}' is being run.", "Wait for its end, then erase again. Nothing was erased."));
        }

        return held;
    }

    /// <summary>Everything in the cache but the folders themselves: which of it holds the person is not worth finding out, since all of it can be made again.</summary>
    private List<DirectoryInfo> Outputs()
        => [.. Cached().SelectMany(d => d.Name.StartsWith(Spilled, StringComparison.Ordinal) ? [d] : d.EnumerateDirectories()).Where(d => d.LinkTarget is null)];

    private void RemoveOutputs()
    {
        foreach (var folder in Outputs())
        {
            var mark = Path.Combine(folder.FullName, StepFile.FileName);
            if (File.Exists(mark))
            {
                _files.DeleteFile(mark); // First, so that an output is never found half-removed.
            }

            _files.DeleteFolder(folder.FullName);
        }
    }

    private string[] Quarantine(DuckDbEngine engine, string person)
        => [.. Directory.EnumerateFiles(_workspace.QuarantineFolder, "*.parquet", SearchOption.AllDirectories).Where(f => Holds(engine, f, person)).Select(f => Path.GetRelativePath(_workspace.Folder, f)).Order(StringComparer.Ordinal)];

    private string[] Left(DuckDbEngine engine, PersonRecord person)
    {
        var left = new List<string>();
        foreach (var version in Published().SelectMany(_workspace.Snapshots.List).Where(v => v.Content.Entity.Contains(person.Column) && !PersonKey.PersonsOf(v.Content).Contains(person.Column)))
        {
            if (Holds(engine, Path.Combine(version.Folder, "assignments.parquet"), person.Person))
            {
                left.Add($"version {version.Commit.Version} of '{version.Pipeline}' was published in clear before the contract said personal: let it go with `segml snapshot expire`");
            }
        }

        left.AddRange(_workspace.Cases.List(null, false).Where(c => c.Fields.Values.Concat(c.Steps.Select(s => s.Note)).Any(t => Names(t, person.Person))).Select(c => $"case {c.Number} names the person in its words"));
        left.AddRange(_workspace.Overrides.List(null).Where(o => o.Request.Keys.Append(o.Request.Reference).Append(o.Note).Any(t => Names(t, person.Person))).Select(o => $"override {o.Number} names the person"));
        left.AddRange(_workspace.Ledger.Runs(null, int.MaxValue).Where(r => Names(r.Problem, person.Person)).Select(r => $"run {r.Id} ended with a problem that names the person"));
        left.AddRange(Directory.EnumerateFiles(_workspace.ReportsFolder, "*", SearchOption.AllDirectories).Where(f => Names(File.ReadAllText(f), person.Person)).Select(f => $"{Path.GetRelativePath(_workspace.Folder, f)} holds the same text, maybe by chance"));
        return [.. left];
    }

    private static bool Holds(DuckDbEngine engine, string file, string person)
    {
        var holds = false;
        engine.Read($"SELECT 1 FROM read_parquet({Sql.Literal(file)}) AS t WHERE contains(CAST(t AS VARCHAR), $1) LIMIT 1", _ => holds = true, [person]);
        return holds;
    }

    /// <summary>Whether a text holds an identifier as a word of its own.</summary>
    private static bool Names(string? text, string person)
    {
        for (var at = text?.IndexOf(person, StringComparison.Ordinal) ?? -1; at >= 0; at = text!.IndexOf(person, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text![at - 1])) && (at + person.Length == text!.Length || !char.IsLetterOrDigit(text[at + person.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
