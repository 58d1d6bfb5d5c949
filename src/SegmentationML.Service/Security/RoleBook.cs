using System.Collections.Frozen;

namespace SegmentationML.Service.Security;

/// <summary>What each role brings. A column of a class that is not listed here for a role is masked for it: what nobody thought of is closed.</summary>
internal static class RoleBook
{
    /// <summary>The class of amounts of money and what is computed from them.</summary>
    public const string Financial = "financial";

    /// <summary>The class of what tells who a person is.</summary>
    public const string Personal = "personal";

    /// <summary>Stands for every class but <see cref="Personal"/>.</summary>
    public const string Everything = "*";

    private static readonly FrozenDictionary<Role, (Scope[] Scopes, string[] Sees)> Entries = new Dictionary<Role, (Scope[], string[])>
    {
        [Role.Viewer] = ([Scope.Read], []),
        [Role.Planner] = ([Scope.Read, Scope.Plan], []),
        [Role.Analyst] = ([Scope.Read, Scope.Plan], [Financial]),
        [Role.Owner] = ([Scope.Read, Scope.Plan, Scope.Publish, Scope.Approve], [Everything]),
        [Role.Approver] = ([Scope.Read, Scope.Approve], [Everything]),
        [Role.Auditor] = ([Scope.Read, Scope.Audit], [Everything]),
        [Role.Admin] = ([Scope.Admin], [Everything, Personal]),
    }.ToFrozenDictionary();

    /// <summary>The scopes of a role.</summary>
    public static IReadOnlyList<Scope> ScopesOf(Role role) => Entries[role].Scopes;

    /// <summary>The classes of columns that a role sees.</summary>
    public static IReadOnlyList<string> SeenBy(Role role) => Entries[role].Sees;
}
