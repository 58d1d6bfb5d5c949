using System.Net;
using System.Net.Sockets;

namespace SegmentationML.Service.Webhooks;

/// <summary>Whether an address belongs to the public Internet: not to this machine, a private or link-local network, a provider's shared one, or one that is set aside (IANA special-purpose registries).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>True for an address that the public Internet routes. An IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64) is not taken apart: it is none.</summary>
    public static bool Is(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork ? !IsSetAside(address)
            : address.AddressFamily == AddressFamily.InterNetworkV6 && IsGlobalUnicast(address) && !IsSetAside(address);

    // 2000::/3, by its bits: IPNetwork takes an IPv4 address that is mapped into IPv6 for one of any network.
    private static bool IsGlobalUnicast(IPAddress address) => !address.IsIPv4MappedToIPv6 && address.ScopeId == 0 && (address.GetAddressBytes()[0] & 0xE0) == 0x20;

    private static bool IsSetAside(IPAddress address) => Array.Exists(NotPublic, n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address));
}
