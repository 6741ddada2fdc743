using System.CommandLine;

namespace TlsDissect.Cli.Export;

/// <summary><c>tlsdissect export WHAT CAPTURE -o PATH</c></summary>
internal static class ExportCommand
{
    private const string Examples = """

        Examples:
          tlsdissect export pcap capture.pcap --key server.key -o plain.pcap        the plaintext, for any program
          tlsdissect export keylog capture.pcap --key server.key -o keys.log        its secrets, for others without the key
          tlsdissect export secrets capture.pcap --key server.key -o open.pcapng    packets and secrets, for Wireshark
          tlsdissect export certs capture.pcap -o certs                             every certificate
        """;

    public static Command Create() => new("export", "Writes plaintext, secrets or certificates for other programs." + Examples)
    {
        KeyLogExport.Create(),
        SecretsExport.Create(),
        PcapExport.Create(),
        CertificatesExport.Create(),
    };
}
