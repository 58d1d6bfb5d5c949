using System.Globalization;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Registry;

/// <summary>The events of the model registry. Of a version (<c>model:3</c>) <c>now.content</c> is its digest as long as its files are there; of an alias (<c>model@champion</c>) <c>now.version</c> is whom it points to.</summary>
internal static class ModelAudit
{
    public static AuditEvent Registered(ModelRow row, ModelRegistration registration) => AuditEvent.Of(
        "model.registered", Subject(row.Model, row.Version), registration.Actor,
        ("identity", row.Identity), ("pipeline", registration.Content.Pipeline), ("run", row.Run), ("published", Number(registration.Version)), ("now.content", row.ContentDigest));

    public static AuditEvent Reached(ModelRow row, ModelRegistration registration) => AuditEvent.Of(
        "model.reached", Subject(row.Model, row.Version), registration.Actor, ("pipeline", registration.Content.Pipeline), ("run", registration.Run), ("published", Number(registration.Version)));

    public static AuditEvent Adopted(ModelRow row) => AuditEvent.Of(
        "model.adopted", Subject(row.Model, row.Version), AuditEvent.Program, ("identity", row.Identity), ("run", row.Run), ("now.content", row.ContentDigest));

    public static AuditEvent Removed(ModelRow row, string actor) => AuditEvent.Of("model.removed", Subject(row.Model, row.Version), actor, ("content_digest", row.ContentDigest), ("now.content", ""));

    public static AuditEvent AliasSet(string model, string alias, long version, long? before, string actor) => AuditEvent.Of(
        "model.alias-set", $"{model}@{alias}", actor, ("before", before is { } b ? Number(b) : null), ("now.version", Number(version)));

    public static AuditEvent AliasRemoved(string model, string alias, long before, string actor) => AuditEvent.Of("model.alias-removed", $"{model}@{alias}", actor, ("before", Number(before)), ("now.version", ""));

    public static AuditEvent Tagged(string model, long version, string tag, string? value, string actor) => AuditEvent.Of(
        value is null ? "model.untagged" : "model.tagged", Subject(model, version), actor, ("tag", tag), ("value_sha256", value is null ? null : CanonicalJson.DigestOf(value)));

    private static string Subject(string model, long version) => $"{model}:{Number(version)}";

    private static string Number(long version) => version.ToString(CultureInfo.InvariantCulture);
}
