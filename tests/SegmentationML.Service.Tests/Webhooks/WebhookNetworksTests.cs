using System.Net;
using SegmentationML.Core;
using SegmentationML.Service.Webhooks;

namespace SegmentationML.Service.Tests.Webhooks;

public sealed class WebhookNetworksTests
{
    private static readonly WebhookNetworks Public = new([]);
    private static readonly WebhookNetworks Loopback = new(["127.0.0.0/8", "10.20.0.0/16"]);

    [Theory]
    [InlineData("https://erp.example.com/hook")]
    [InlineData("https://erp.example.com:8443/hook?team=planning")]
    [InlineData("https://8.8.8.8/hook")]
    [InlineData("https://[2606:4700::1111]/hook")]
    [InlineData("https://ERP.example.com/hook")]
    public void Address_OnThePublicInternet_IsTaken(string url) => Assert.Empty(Public.Check(url));

    [Theory]
    [InlineData("http://erp.example.com/hook")]
    [InlineData("ftp://erp.example.com/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://erp.example.com/x")]
    [InlineData("//erp.example.com/hook")]
    [InlineData("erp.example.com")]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https://user:secret@erp.example.com/")]
    [InlineData("https://erp.example.com/#x")]
    [InlineData("https://erp.example.com\\@127.0.0.1/")]
    [InlineData("https://erp.example.com/a b")]
    [InlineData("https://erp.example.com/\r\nX: y")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://127.1/hook")]
    [InlineData("https://2130706433/hook")]
    [InlineData("https://0x7f000001/hook")]
    [InlineData("https://0x7f.0.0.1/hook")]
    [InlineData("https://0177.0.0.1/hook")]
    [InlineData("https://017700000001/hook")]
    [InlineData("https://0/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://[::]/hook")]
    [InlineData("https://[::ffff:127.0.0.1]/hook")]
    [InlineData("https://[::ffff:8.8.8.8]/hook")]
    [InlineData("https://[64:ff9b::7f00:1]/hook")]
    [InlineData("https://[2002:7f00:1::]/hook")]
    [InlineData("https://[fe80::1]/hook")]
    [InlineData("https://[fe80::1%25eth0]/hook")]
    [InlineData("https://[fd00::1]/hook")]
    [InlineData("https://10.0.0.1/hook")]
    [InlineData("https://172.16.0.1/hook")]
    [InlineData("https://192.168.1.1/hook")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://100.64.0.1/hook")]
    [InlineData("https://0.0.0.0/hook")]
    [InlineData("https://224.0.0.1/hook")]
    [InlineData("https://255.255.255.255/hook")]
    [InlineData("https://１２７.0.0.1/hook")]
    [InlineData("https://127。0。0。1/hook")]
    [InlineData("https://erp.example.com./hook")]
    public void Address_OfThisMachineAPrivateNetworkOrInAForm_IsRefused(string url)
        => Assert.Equal("SEG-HOOK-001", Assert.Single(Public.Check(url)).Code);

    [Theory]
    [InlineData("http://127.0.0.1:8080/hook", true)]
    [InlineData("http://localhost:8080/hook", true)]
    [InlineData("https://10.20.3.4/hook", true)]
    [InlineData("http://10.20.3.4/hook", false)] // Unencrypted on loopback only.
    [InlineData("https://10.21.0.1/hook", false)]
    [InlineData("https://[::ffff:127.0.0.1]/hook", false)]
    [InlineData("https://2130706433/hook", false)]
    public void Operator_AllowsNetworks_AndNothingBeside(string url, bool taken) => Assert.Equal(taken, !Loopback.Check(url).Any());

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.20.3.4", false)]
    [InlineData("192.0.0.170", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("ff02::1", false)]
    public void ResolvedAddress_MustBePublic(string address, bool allowed) => Assert.Equal(allowed, Public.Allows(IPAddress.Parse(address), isHttps: true));

    [Fact]
    public void Network_ThatCannotBeRead_IsRefused() => Assert.Equal("SEG-HOOK-005", Assert.Throws<ProblemException>(() => new WebhookNetworks(["10.0.0.0"])).Problems[0].Code);
}
