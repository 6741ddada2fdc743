using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Policies;

/// <summary>Checks what clients offer. GREASE and the signals among the suites are not offers.</summary>
internal static class OfferRules
{
    public static void Check(PolicyRules rules, ConnectionSummary connection, PolicyBreaches breaches)
    {
        if (rules is { OfferedVersions: null, OfferedCipherSuites: null, OfferedGroups: null }) return;
        if (connection.ClientHelloList.Count == 0) breaches.Miss("no client_hello was seen, so it is not known what the client offered");
        foreach (ClientHello hello in connection.ClientHelloList)
        {
            long? packet = PolicyJudge.PacketOf(connection, hello);
            if (hello.IsPartial) breaches.Miss("the client_hello was not read to its end");
            Add(PolicyMembers.OfferedVersions, rules.OfferedVersions is { } versions
                ? Versions(hello).Where(version => !versions.Contains(version))
                : []);
            Add(PolicyMembers.OfferedCipherSuites, rules.OfferedCipherSuites is { } suites
                ? hello.CipherSuites.Where(id => !suites.Contains(id) && IsOffer((ushort)id))
                    .Where(id => CipherSuite.Find(id) is not { IsSignal: true }).Select(CipherSuites.Name)
                : []);
            Add(PolicyMembers.OfferedGroups, rules.OfferedGroups is { } groups
                ? hello.SupportedGroups.Where(group => !groups.Contains(group) && IsOffer((ushort)group)).Select(g => g.RegisteredName())
                : []);

            void Add(string rule, IEnumerable<string> refused)
            {
                if (refused.Any()) breaches.Add(rule, $"the client offers {ShortList.Of(refused)}", packet);
            }
        }
    }

    private static bool IsOffer(ushort number) => !Grease.IsGrease(number);

    /// <summary>The offered versions; without supported_versions only the highest is known.</summary>
    private static IEnumerable<string> Versions(ClientHello hello) => hello.SupportedVersions.IsEmpty
        ? [hello.LegacyVersion.DisplayName()]
        : hello.SupportedVersions.Where(version => IsOffer((ushort)version)).Select(version => version.DisplayName());
}
