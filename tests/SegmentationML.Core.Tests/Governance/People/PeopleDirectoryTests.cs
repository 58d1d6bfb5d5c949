using SegmentationML.Core.Governance.People;

namespace SegmentationML.Core.Tests.Governance.People;

public sealed class PeopleDirectoryTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);

    private static readonly PeopleDirectory Directory = new()
    {
        People = new Dictionary<string, Person>
        {
            ["maria"] = new() { Roles = ["owner", "planner"], Deputies = [new() { Person = "jonas", From = Day, To = Day.AddDays(14) }] },
            ["jonas"] = new() { Roles = ["planner"], Deputies = [new() { Person = "eve", From = Day, To = Day.AddDays(14) }] },
            ["eve"] = new(),
        },
    };

    [Fact]
    public void RolesOf_Deputy_AreThoseOfThePersonWhileItHolds()
    {
        Assert.Equal(["planner"], Directory.RolesOf("jonas", Day.AddDays(-1)));
        Assert.Equal(["owner", "planner"], Directory.RolesOf("jonas", Day));
        Assert.Equal(["owner", "planner"], Directory.RolesOf("jonas", Day.AddDays(13)));
        Assert.Equal(["planner"], Directory.RolesOf("jonas", Day.AddDays(14)));
    }

    [Fact]
    public void RolesOf_DeputyOfADeputy_AreNotHandedOn() => Assert.Equal(["planner"], Directory.RolesOf("eve", Day));

    [Fact]
    public void RolesOf_UnknownName_AreNone()
    {
        Assert.Empty(Directory.RolesOf("Maria", Day)!);
        Assert.Null(Directory.Authority("mallory", [], Day));
    }

    [Fact]
    public void Authority_ByOwnRoleOrAsDeputy_SaysWhich()
    {
        Assert.Equal("owner", Directory.Authority("maria", ["owner"], Day));
        Assert.Equal("owner, for maria", Directory.Authority("jonas", ["owner"], Day));
        Assert.Equal("planner", Directory.Authority("jonas", ["planner", "owner"], Day));
        Assert.Null(Directory.Authority("eve", ["owner"], Day));
        Assert.Equal("anyone", Directory.Authority("eve", [], Day));
    }

    [Fact]
    public void Everyone_WithoutAFile_HasEveryRoleAndSaysSo()
    {
        Assert.Null(PeopleDirectory.Everyone.RolesOf("anybody", Day));
        Assert.Contains("no people.yaml", PeopleDirectory.Everyone.Authority("anybody", ["owner"], Day), StringComparison.Ordinal);
        Assert.Empty(PeopleDirectory.Everyone.Validate());
    }

    [Fact]
    public void Validate_EverythingWrong_IsListedAtOnce()
    {
        var wrong = new PeopleDirectory
        {
            People = new Dictionary<string, Person>
            {
                ["Maria"] = new() { Roles = ["Owner", ""] },
                ["maria"] = new() { Deputies = [new() { Person = "maria", From = Day, To = Day }, new() { Person = "nobody", From = Day, To = Day.AddDays(1) }] },
                ["ev\u202Ee"] = new(),
            },
        };

        Assert.Equal(["SEG-GOV-001", "SEG-PPL-001", "SEG-PPL-002", "SEG-PPL-002", "SEG-PPL-003", "SEG-PPL-003", "SEG-PPL-004"], wrong.Validate().Select(p => p.Code).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.Validate());
    }
}
