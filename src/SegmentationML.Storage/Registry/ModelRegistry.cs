using System.Text.Json;
using SegmentationML.Core.Governance;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Outbox;

namespace SegmentationML.Storage.Registry;

/// <summary>Registered versions: files in numbered folders that never change, and the row in the ledger that makes each of them exist.</summary>
internal sealed class ModelRegistry(LedgerDatabase database, ModelFolders folders, IFiles files, TimeProvider clock) : IModelRegistry
{
    /// <summary>What a killed run left behind is removed once it is as old as this: nobody writes to it any more.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    public ModelVersion Register(ModelRegistration registration, Action<string> write)
    {
        var model = registration.Content.Model;
        ModelName.Require(model);
        return FileProblem.Translate($"Registering a version of model '{model}'", () =>
        {
            var known = database.Read(c => ModelRows.OfIdentity(c, model, registration.Content.Identity));
            if (known is not null && IsWhole(known))
            {
                database.Write(c => Note(c, known, registration));
                return Version(known);
            }

            var draft = folders.Draft(model, registration.Run);
            try
            {
                files.DeleteFolder(draft);
                files.CreateFolder(draft);
                write(draft);
                return Publish(registration, draft, known?.Version);
            }
            finally
            {
                FileProblem.Ignore(() => files.DeleteFolder(draft));
            }
        });
    }

    public IReadOnlyList<string> Models() => database.Read(ModelRows.Models);

    public IReadOnlyList<ModelVersion> List(string model)
    {
        ModelName.Require(model);
        return [.. database.Read(c => ModelRows.List(c, model)).Select(Version)];
    }

    public ModelVersion? Find(string model, string reference)
    {
        ModelName.Require(model);
        var parsed = ModelReference.Parse(reference);
        return database.Read(c => Find(c, model, parsed)) is { } row ? Version(row) : null;
    }

    public ModelLoad Load(string model, string reference, bool fallBack)
    {
        var asked = Require(model, reference);
        var refused = new List<Problem>();
        var candidates = fallBack ? database.Read(c => ModelRows.List(c, model)).Where(r => r.Version < asked.Version).OrderByDescending(r => r.Version) : Enumerable.Empty<ModelRow>();
        foreach (var row in candidates.Prepend(asked))
        {
            var problems = row.Removed is { } when ? [ModelProblem.Removed(model, row.Version, when)] : ModelVerification.Run(files, folders.Version(model, row.Version), row);
            if (problems.Count == 0)
            {
                return new ModelLoad(Version(row), refused);
            }

            refused.AddRange(problems);
        }

        throw new ProblemException(fallBack ? [.. refused, ModelProblem.NothingWhole(model)] : refused);
    }

    public ModelVersion? Of(string pipeline, long version)
    {
        PipelineName.Require(pipeline);
        return database.Read(c => ModelRows.OfPublished(c, pipeline, version)) is { } row ? Version(row) : null;
    }

    public IReadOnlyList<ModelLineage> Lineage(string model, long version)
    {
        ModelName.Require(model);
        return database.Read(c => ModelRows.Lineage(c, model, version));
    }

    public IReadOnlyDictionary<string, long> Aliases(string model)
    {
        ModelName.Require(model);
        return new SortedDictionary<string, long>(database.Read(c => ModelRows.Aliases(c, model)).ToDictionary(a => a.Key, a => a.Value), StringComparer.Ordinal);
    }

    public void SetAlias(string model, string alias, long version, string actor, Action<long?>? condition = null)
    {
        ModelName.Require(model);
        ModelReference.RequireAlias(alias);
        database.Write(c =>
        {
            condition?.Invoke(ModelRows.Alias(c, model, alias));
            RequireFiles(c, model, version);
            PointAlias(c, model, alias, version, actor, Timestamp.Now(clock));
        });
    }

    public void DropAlias(string model, string alias, string actor)
    {
        ModelName.Require(model);
        ModelReference.RequireAlias(alias);
        database.Write(c => RemoveAlias(c, model, alias, actor, Timestamp.Now(clock)));
    }

    public IReadOnlyDictionary<string, string> Tags(string model, long version)
    {
        ModelName.Require(model);
        return new SortedDictionary<string, string>(database.Read(c => ModelRows.Tags(c, model, version)).ToDictionary(t => t.Key, t => t.Value), StringComparer.Ordinal);
    }

    public void Tag(string model, long version, string key, string? value, string actor)
    {
        ModelName.Require(model);
        ModelTag.Require(key, value);
        database.Write(c =>
        {
            RequireFiles(c, model, version);
            var now = Timestamp.Now(clock);
            if (value is not null)
            {
                ModelRows.SetTag(c, model, version, key, value);
                new RegistryEvent(RegistryEventKind.VersionTagged, model, version) { Key = key, Value = value }.Add(c, now);
                AuditRows.Append(c, ModelAudit.Tagged(model, version, key, value, actor), now);
            }
            else if (ModelRows.DropTag(c, model, version, key))
            {
                new RegistryEvent(RegistryEventKind.VersionUntagged, model, version) { Key = key }.Add(c, now);
                AuditRows.Append(c, ModelAudit.Tagged(model, version, key, null, actor), now);
            }
        });
    }

    public IReadOnlyList<ModelGarbage> Collect(string model, int keepLast, bool dryRun, string actor)
    {
        ModelName.Require(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(keepLast, 1);
        var looked = dryRun
            ? database.Read(c => Judge(c, model, keepLast))
            : database.Write(c =>
            {
                var judged = Judge(c, model, keepLast);
                foreach (var (row, _) in judged.Where(j => j.Keep is null))
                {
                    var now = Timestamp.Now(clock);
                    ModelRows.Remove(c, model, row.Version, now);
                    new RegistryEvent(RegistryEventKind.VersionRemoved, model, row.Version).Add(c, now);
                    AuditRows.Append(c, ModelAudit.Removed(row, actor), now);
                }

                return judged;
            });
        ModelGarbage[] garbage = [.. looked.Select(j => new ModelGarbage(Version(j.Row), j.Keep, ModelManifest.ParseContent(j.Row.Content).Files.Sum(f => f.Bytes)))];
        if (!dryRun)
        {
            Sweep(model);
        }

        return garbage;
    }

    public IReadOnlyList<Problem> Verify(string model, long version)
    {
        ModelName.Require(model);
        var row = database.Read(c => ModelRows.Find(c, model, version) ?? throw NoVersion(c, model, version));
        return row.Removed is { } when ? [ModelProblem.Removed(model, version, when)] : ModelVerification.Run(files, folders.Version(model, version), row);
    }

    /// <summary>Points an alias inside the caller's transaction; one that points there already is left as it is.</summary>
    internal static void PointAlias(LedgerConnection connection, string model, string alias, long version, string actor, DateTimeOffset now)
    {
        var before = ModelRows.Alias(connection, model, alias);
        if (before == version)
        {
            return;
        }

        ModelRows.SetAlias(connection, model, alias, version, now);
        new RegistryEvent(RegistryEventKind.AliasSet, model, version) { Alias = alias }.Add(connection, now);
        AuditRows.Append(connection, ModelAudit.AliasSet(model, alias, version, before, actor), now);
    }

    /// <summary>Removes an alias inside the caller's transaction; one that is not there is fine.</summary>
    internal static void RemoveAlias(LedgerConnection connection, string model, string alias, string actor, DateTimeOffset now)
    {
        if (ModelRows.Alias(connection, model, alias) is { } before && ModelRows.DropAlias(connection, model, alias))
        {
            new RegistryEvent(RegistryEventKind.AliasRemoved, model, null) { Alias = alias }.Add(connection, now);
            AuditRows.Append(connection, ModelAudit.AliasRemoved(model, alias, before, actor), now);
        }
    }

    private static ModelRow? Find(LedgerConnection connection, string model, ModelReference reference)
        => reference switch
        {
            { Version: { } number } => ModelRows.Find(connection, model, number),
            { Alias: { } alias } => ModelRows.OfAlias(connection, model, alias),
            _ => ModelRows.Newest(connection, model),
        };

    private static ProblemException NoVersion(LedgerConnection connection, string model, long version)
        => new(ModelProblem.NoVersion(model, version, [.. ModelRows.List(connection, model).Select(r => r.Version)]));

    private static void RequireFiles(LedgerConnection connection, string model, long version)
    {
        var row = ModelRows.Find(connection, model, version) ?? throw NoVersion(connection, model, version);
        if (row.Removed is { } when)
        {
            throw new ProblemException(ModelProblem.Removed(model, version, when));
        }
    }

    private static (ModelRow Row, string? Keep)[] Judge(LedgerConnection connection, string model, int keepLast)
    {
        var rows = ModelRows.List(connection, model).Where(r => r.Removed is null).ToArray();
        var needed = ModelRows.Needed(connection, model);
        var newest = rows.TakeLast(keepLast).Select(r => r.Version).ToHashSet();
        return [.. rows.Select(r => (r, needed[r.Version].FirstOrDefault() ?? (newest.Contains(r.Version) ? $"one of the newest {keepLast}" : null)))];
    }

    private ModelRow Require(string model, string reference)
    {
        ModelName.Require(model);
        var parsed = ModelReference.Parse(reference);
        return database.Read(c => Find(c, model, parsed) ?? throw (parsed.Version is { } number
            ? NoVersion(c, model, number)
            : new ProblemException(ModelProblem.NoReference(model, reference, ModelRows.Aliases(c, model).Select(a => a.Key)))));
    }

    private ModelVersion Version(ModelRow row) => new(row.Model, folders.Version(row.Model, row.Version), ModelManifest.ParseContent(row.Content), row.Commit, row.Removed);

    private bool IsWhole(ModelRow row) => SealedFolder.IsWhole(folders.Version(row.Model, row.Version), ModelManifest.FileName, ModelManifest.ParseContent(row.Content).Files);

    private ModelVersion Publish(ModelRegistration registration, string draft, long? damaged)
    {
        var model = registration.Content.Model;
        var content = registration.Content with { Files = Measure(draft) };
        var canonical = ModelManifest.Canonical(content);
        var number = database.Write(c => ModelRows.Reserve(c, model));
        var row = new ModelRow(model, number, content.Identity, registration.Run, Timestamp.Now(clock), CanonicalJson.DigestOf(canonical), canonical, null);
        var target = folders.Version(model, number);
        SealedFolder.Place(files, draft, target, ModelManifest.FileName, ModelManifest.Bytes(row));
        ModelRow committed;
        try
        {
            committed = database.Write(c => Commit(c, row, registration, damaged));
        }
        catch (ProblemException e) when (e.Problems[0].Code == LedgerProblem.UnknownOutcomeCode)
        {
            // It may still be there when one looks again; then its folder has to be there too. If not, the folder is a leftover, and is removed as one.
            return IsRecorded(row) ? Version(row) : throw new ProblemException(e.Problems, e);
        }
        catch
        {
            FileProblem.Ignore(() => files.DeleteFolder(target));
            throw;
        }

        if (committed != row)
        {
            FileProblem.Ignore(() => files.DeleteFolder(target));
        }

        return Version(committed);
    }

    private SnapshotFile[] Measure(string draft)
    {
        try
        {
            return SealedFolder.Measure(files, draft, ModelManifest.FileName);
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException(ModelProblem.WrongDraft(e.Message), e);
        }
    }

    /// <summary>Enters the row, unless another run has registered the same meanwhile: then that one counts.</summary>
    private ModelRow Commit(LedgerConnection connection, ModelRow row, ModelRegistration registration, long? damaged)
    {
        var twin = ModelRows.OfIdentity(connection, row.Model, row.Identity);
        if (twin is not null && twin.Version != damaged)
        {
            Note(connection, twin, registration);
            return twin;
        }

        var content = registration.Content;
        ModelRows.Insert(connection, row);
        ModelRows.AddLineage(connection, row.Model, row.Version, new ModelLineage(content.Pipeline, row.Run, registration.Version, row.Time));
        new RegistryEvent(RegistryEventKind.VersionRegistered, row.Model, row.Version)
        {
            Description = registration.Description,
            Pipeline = content.Pipeline,
            Run = row.Run,
            Snapshot = registration.Version,
            Parameters = registration.Parameters,
            Metrics = registration.Metrics,
            Tags = Digests(content, row),
        }.Add(connection, row.Time);
        AuditRows.Append(connection, ModelAudit.Registered(row, registration), row.Time);
        return row;
    }

    private void Note(LedgerConnection connection, ModelRow known, ModelRegistration registration)
    {
        var now = Timestamp.Now(clock);
        if (ModelRows.AddLineage(connection, known.Model, known.Version, new ModelLineage(registration.Content.Pipeline, registration.Run, registration.Version, now)))
        {
            AuditRows.Append(connection, ModelAudit.Reached(known, registration), now);
        }
    }

    private static SortedDictionary<string, string> Digests(ModelContent content, ModelRow row)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["identity"] = content.Identity,
            ["content_digest"] = row.ContentDigest,
            ["definition_version"] = content.DefinitionVersion,
            ["as_of"] = content.AsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["data_digest"] = CanonicalJson.DigestOf(string.Join('\n', content.Inputs.Select(i => i.Sha256))),
        };
        if (content.Contracts.Count > 0)
        {
            digests["contracts"] = JsonSerializer.Serialize(content.Contracts, ModelJson.Default.IReadOnlyListSnapshotContract);
        }

        return digests;
    }

    private bool IsRecorded(ModelRow row)
    {
        try
        {
            return database.Read(c => ModelRows.Find(c, row.Model, row.Version))?.ContentDigest == row.ContentDigest;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    /// <summary>Deletes the folders of removed versions, and what killed runs left behind long ago. Only names that the registry gives are touched.</summary>
    private void Sweep(string model)
    {
        var (rows, last) = database.Read(c => (ModelRows.List(c, model).ToDictionary(r => r.Version), ModelRows.LastNumber(c, model)));
        foreach (var number in folders.Numbers(model).Where(n => n <= last))
        {
            var folder = folders.Version(model, number);
            if (rows.TryGetValue(number, out var row) ? row.Removed is not null : IsOld(folder))
            {
                FileProblem.Ignore(() => files.DeleteFolder(folder));
            }
        }

        foreach (var draft in folders.Drafts(model).Where(IsOld))
        {
            FileProblem.Ignore(() => files.DeleteFolder(draft));
        }
    }

    private bool IsOld(string folder) => clock.GetUtcNow() - new DateTimeOffset(Directory.GetLastWriteTimeUtc(folder)) > LeftoverAge;
}
