using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TlsDissect.Capture.Network;

namespace TlsDissect.Cli.Options;

/// <summary><c>--tunnel-port</c>: more UDP ports of tunnels, as <c>vxlan=8473</c>.</summary>
internal static class TunnelPortOption
{
    private const string Name = "--tunnel-port";

    public static Option<TunnelPorts> Create() => new(Name)
    {
        Description = "Another UDP port of a tunnel: vxlan=PORT, geneve=PORT or gtpu=PORT. Repeatable. " +
            "Always decoded: VXLAN on 4789 and 8472, Geneve on 6081, GTP-U on 2152.",
        HelpName = "TUNNEL=PORT",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => TunnelPorts.None,
        CustomParser = Parse,
    };

    private static TunnelPorts Parse(ArgumentResult result)
    {
        TunnelPorts ports = TunnelPorts.None;
        foreach (Token token in result.Tokens)
        {
            if (With(ports, token.Value) is TunnelPorts more) ports = more;
            else result.AddError($"{Name} takes vxlan=PORT, geneve=PORT or gtpu=PORT, with a port from 1 to 65535, not '{token.Value}'.");
        }

        return ports;
    }

    private static TunnelPorts? With(TunnelPorts ports, string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0 || !ushort.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            return null;
        return text[..at].ToUpperInvariant() switch
        {
            "VXLAN" => ports with { Vxlan = [.. ports.Vxlan, port] },
            "GENEVE" => ports with { Geneve = [.. ports.Geneve, port] },
            "GTPU" => ports with { GtpUser = [.. ports.GtpUser, port] },
            _ => null,
        };
    }
}
