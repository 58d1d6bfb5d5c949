using System.Globalization;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry;
using SegmentationML.Storage.Snapshots;

namespace SegmentationML.Storage.Promotions;

/// <summary>Promotions in the ledger: a decision, the version that it brings into use, the aliases that follow and their trace are one transaction.</summary>
internal sealed class PromotionLedger(LedgerDatabase database, VersionRows versions, SnapshotFolders folders, IFiles files, TimeProvider clock) : IPromotionLedger
{
    /// <summary>The alias of the model version that a pipeline has in use.</summary>
    public const string Champion = "champion";

    /// <summary>The alias of the model version that waits to take its place.</summary>
    public const string Challenger = "challenger";

    private const string Elsewhere = "The version in use changed by another way.";
    private const string RolledBack = "rolled-back";

    public PromotionRecord? Find(string pipeline, long version)
    {
        Settle(pipeline);
        return database.Read(c => PromotionRows.Find(c, pipeline, version));
    }

    public IReadOnlyList<PromotionRecord> List(string pipeline)
    {
        Settle(pipeline);
        return database.Read(c => PromotionRows.List(c, pipeline));
    }

    public PromotionRecord Open(PromotionRecord record)
    {
        var (pipeline, version) = (record.Promotion.Pipeline, record.Promotion.Version);
        PipelineName.Require(pipeline);
        return database.Write(c =>
        {
            if (PromotionRows.Find(c, pipeline, version) is null)
            {
                var now = Timestamp.Now(clock);
                Save(c, record, now);
                Follow(c, pipeline, record.Promotion.Entries[0].Actor, "It was published into use.", now);
                Challenge(c, PromotionRows.Find(c, pipeline, version)!, now);
            }

            return PromotionRows.Find(c, pipeline, version)!;
        });
    }

    public PromotionRecord Change(string pipeline, long version, Func<PromotionRecord, PromotionRecord> change)
    {
        PipelineName.Require(pipeline);
        var changed = database.Write(c =>
        {
            var now = Timestamp.Now(clock);
            var record = change(PromotionRows.Find(c, pipeline, version) ?? throw new InvalidOperationException($"Version {version} of '{pipeline}' has no record."));
            var promotion = record.Promotion;
            if (promotion.State != PromotionState.Retired)
            {
                promotion.RequireBase(VersionRows.Current(c, pipeline)?.Version);
            }

            Save(c, record, now);
            if (promotion.State == PromotionState.Approved)
            {
                Activate(c, promotion, now);
            }

            Challenge(c, PromotionRows.Find(c, pipeline, version)!, now);
            return PromotionRows.Find(c, pipeline, version)!;
        });
        CurrentFile.Refresh(versions, folders, files, pipeline);
        return changed;
    }

    public void Follow(string pipeline, string actor, string reason)
    {
        PipelineName.Require(pipeline);
        database.Write(c => Follow(c, pipeline, actor, reason, Timestamp.Now(clock)));
    }

    private static string Number(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static void Activate(LedgerConnection connection, VersionPromotion promotion, DateTimeOffset now)
    {
        var last = promotion.Entries[^1];
        var actor = last.Actor == VersionPromotion.ByRule ? promotion.Proposer ?? promotion.Entries[0].Actor : last.Actor;
        var decision = AuditEvent.Of("version.activated", promotion.Pipeline, actor, ("decided_by", last.Actor), ("reason", last.Reason.Length == 0 ? null : last.Reason));
        VersionRows.Activate(connection, promotion.Pipeline, promotion.Version, promotion.Base, decision, now);
        Follow(connection, promotion.Pipeline, actor, "Approved.", now);
    }

    /// <summary>Lets every record of a pipeline say what the version in use says.</summary>
    private static void Follow(LedgerConnection connection, string pipeline, string actor, string reason, DateTimeOffset now)
    {
        if (VersionRows.Current(connection, pipeline) is not { } current)
        {
            return;
        }

        foreach (var version in PromotionRows.InState(connection, pipeline, PromotionState.Live).Where(v => v != current.Version))
        {
            Put(connection, pipeline, version, p => p.Retire(actor, $"Version {Number(current.Version)} took its place.", now), now);
        }

        foreach (var version in PromotionRows.InState(connection, pipeline, PromotionState.Candidate, PromotionState.Review, PromotionState.Approved).Where(v => v != current.Version))
        {
            if (PromotionRows.Find(connection, pipeline, version)!.Promotion.Base != current.Version)
            {
                Put(connection, pipeline, version, p => p.Retire(actor, $"Version {Number(current.Version)} came into use, and this one was made after another.", now), now);
            }
        }

        if (PromotionRows.Find(connection, pipeline, current.Version) is not null)
        {
            Put(connection, pipeline, current.Version, p => p.GoLive(actor, reason, now), now);
        }
        else if (current.Restores is { } restored && PromotionRows.Find(connection, pipeline, restored) is { } before)
        {
            Restore(connection, before, current, actor, reason, now);
        }

        Crown(connection, pipeline, current.Version, actor, now);
    }

    /// <summary>A rollback publishes an old content as a new version: it has the figures and the model of the old one, and is in use by that very act.</summary>
    private static void Restore(LedgerConnection connection, PromotionRecord before, VersionRow current, string actor, string reason, DateTimeOffset now)
    {
        var entry = new PromotionEntry(RolledBack, PromotionState.Live, actor, $"Content of version {Number(before.Promotion.Version)}. {reason}".TrimEnd(), now);
        var promotion = before.Promotion with { Version = current.Version, Base = current.Parent, Entries = [entry] };
        Save(connection, before with { Promotion = promotion, Impact = null }, now);
        if (before.ModelVersion is { } model)
        {
            ModelRows.AddLineage(connection, before.Model, model, new ModelLineage(current.Pipeline, current.Run, current.Version, now));
        }
    }

    /// <summary>The model version in use is the champion, and no challenger any more.</summary>
    private static void Crown(LedgerConnection connection, string pipeline, long current, string actor, DateTimeOffset now)
    {
        if (PromotionRows.Find(connection, pipeline, current) is { ModelVersion: { } version } record && ModelRows.Find(connection, record.Model, version) is { Removed: null })
        {
            ModelRegistry.PointAlias(connection, record.Model, Champion, version, actor, now);
            if (ModelRows.Alias(connection, record.Model, Challenger) == version)
            {
                ModelRegistry.RemoveAlias(connection, record.Model, Challenger, actor, now);
            }
        }
    }

    /// <summary>The model version of a candidate is the challenger; of one that was refused it is so no more.</summary>
    private static void Challenge(LedgerConnection connection, PromotionRecord record, DateTimeOffset now)
    {
        if (record.ModelVersion is not { } version)
        {
            return;
        }

        var (actor, state) = (record.Promotion.Entries[^1].Actor, record.Promotion.State);
        if (state is PromotionState.Candidate or PromotionState.Review && ModelRows.Alias(connection, record.Model, Champion) != version)
        {
            ModelRegistry.PointAlias(connection, record.Model, Challenger, version, actor, now);
        }
        else if (state == PromotionState.Retired && ModelRows.Alias(connection, record.Model, Challenger) == version)
        {
            ModelRegistry.RemoveAlias(connection, record.Model, Challenger, actor, now);
        }
    }

    private static void Put(LedgerConnection connection, string pipeline, long version, Func<VersionPromotion, VersionPromotion> act, DateTimeOffset now)
    {
        var record = PromotionRows.Find(connection, pipeline, version)!;
        var changed = act(record.Promotion);
        if (changed != record.Promotion)
        {
            Save(connection, record with { Promotion = changed }, now);
            Challenge(connection, record with { Promotion = changed }, now);
        }
    }

    private static void Save(LedgerConnection connection, PromotionRecord record, DateTimeOffset now)
    {
        var promotion = record.Promotion;
        foreach (var entry in PromotionRows.Save(connection, record))
        {
            AuditRows.Append(connection, AuditEvent.Of(
                $"promotion.{entry.Action}", $"{promotion.Pipeline}:{Number(promotion.Version)}", entry.Actor,
                ("now.state", entry.State.ToString().ToLowerInvariant()),
                ("authority", entry.Authority.Length == 0 ? null : entry.Authority),
                ("reason", entry.Reason.Length == 0 ? null : entry.Reason),
                ("base", promotion.Base is { } b ? Number(b) : null),
                ("model", record.ModelVersion is { } model ? $"{record.Model}:{Number(model)}" : null),
                ("required", promotion.Required.ToString()),
                ("gates", string.Join(", ", promotion.Evidence.Select(e => $"{e.Gate} {e.Outcome}"))),
                ("evidence_sha256", CanonicalJson.DigestOf(PromotionRows.Json(promotion.Evidence)!)),
                ("impact_sha256", PromotionRows.Json(record.Impact) is { } impact ? CanonicalJson.DigestOf(impact) : null)), now);
        }
    }

    /// <summary>Catches up with a version in use that changed by another way.</summary>
    private void Settle(string pipeline)
    {
        PipelineName.Require(pipeline);
        if (database.Read(c => IsBehind(c, pipeline)))
        {
            database.Write(c => Follow(c, pipeline, AuditEvent.Program, Elsewhere, Timestamp.Now(clock)));
        }
    }

    private static bool IsBehind(LedgerConnection connection, string pipeline)
        => VersionRows.Current(connection, pipeline) is { } current
            && (PromotionRows.InState(connection, pipeline, PromotionState.Live) is var live)
            && (live.Any(v => v != current.Version) || (!live.Contains(current.Version) && (PromotionRows.Find(connection, pipeline, current.Version) is not null || current.Restores is { } r && PromotionRows.Find(connection, pipeline, r) is not null)));
}
