using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Tests.Definition;

public sealed class YamlTextTests
{
    private const string Whole = "name: \"a b\"\nforecast:\n  horizon: [13, 'x']\n  methods: {sba: 1, tsb: [2, 3]}\n  text: |\n    one\n    two\n- last: >-\n";

    [Theory]
    [InlineData("forecast:\n  horizon: [13\n")]
    [InlineData("forecast: {horizon: 13\n")]
    [InlineData("name: \"spare\n")]
    [InlineData("[")]
    public void Read_WhatWasBegunHasNoEnd_IsAProblemWithItsPlace(string text)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => YamlText.Read(text, "p.yaml")).Problems);

        Assert.Equal("SEG-CFG-003", problem.Code);
        Assert.Matches(@"^p\.yaml:\d+:\d+: ", problem.What);
    }

    [Fact]
    public void Read_TextCutOffAnywhereOrOneCharacterGone_IsReadOrRefusedNeverElse()
    {
        for (var at = 0; at < Whole.Length; at++)
        {
            foreach (var text in (string[])[Whole[..at], Whole.Remove(at, 1), Whole.Insert(at, "["), Whole.Insert(at, ":"), Whole.Insert(at, "\t"), Whole.Insert(at, "\"")])
            {
                var thrown = Record.Exception(() => YamlText.Read(text, "p.yaml"));
                Assert.True(thrown is null or ProblemException, $"{thrown?.GetType().Name} for: {text}");
            }
        }
    }

    [Fact]
    public void Parse_ContractThatIsCutOff_IsAProblem()
        => Assert.Equal("SEG-CFG-003", Assert.Throws<ProblemException>(() => ContractReader.Parse("apiVersion: v3.0.2\nschema: [{name: x\n", "c.yaml")).Problems[0].Code);
}
