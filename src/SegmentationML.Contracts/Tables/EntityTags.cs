namespace SegmentationML.Contracts.Tables;

/// <summary><c>entity_tags</c>: what people say of an entity and nothing computes, such as vital, essential or desirable (VED), or a strategy; with the days on which it holds.</summary>
public static class EntityTags
{
    /// <summary>Key of the entity; the parts of a longer key are joined by <c>|</c>.</summary>
    public static CanonicalColumn EntityKey { get; } = new("entity_key", "VARCHAR", true, "", "Key of the entity; the parts of a longer key are joined by |.");

    /// <summary>Name of the tag.</summary>
    public static CanonicalColumn Tag { get; } = new("tag", "VARCHAR", true, "", "Name of the tag, such as ved or strategy.");

    /// <summary>Its value.</summary>
    public static CanonicalColumn Value { get; } = new("value", "VARCHAR", true, "", "Value of the tag, a class of the dimension that reads it.");

    /// <summary>First day on which it holds.</summary>
    public static CanonicalColumn ValidFrom { get; } = new("valid_from", "DATE", true, "", "First day on which it holds.");

    /// <summary>First day on which it holds no longer.</summary>
    public static CanonicalColumn ValidTo { get; } = new("valid_to", "DATE", false, "", "First day on which it holds no longer; empty while it holds.");

    /// <summary>Why.</summary>
    public static CanonicalColumn Rationale { get; } = new("rationale", "VARCHAR", false, "", "Why the entity has it.");

    /// <summary>Who says so.</summary>
    public static CanonicalColumn ApprovedBy { get; } = new("approved_by", "VARCHAR", false, "", "Who answers for it.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "entity_tags",
        "a tag of an entity from a day on",
        [EntityKey, Tag, ValidFrom],
        [
            EntityKey,
            Tag,
            Value,
            ValidFrom,
            ValidTo,
            Rationale,
            ApprovedBy,
        ]);
}
