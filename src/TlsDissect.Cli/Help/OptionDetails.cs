using System.CommandLine;

namespace TlsDissect.Cli.Help;

/// <summary>What the manual says of an option beside its line in the help.</summary>
internal static class OptionDetails
{
    private static readonly Dictionary<string, string> More = new()
    {
        ["--apart"] = "Ids go on counting over the files.",
        ["--buffer-size"] = "The dropped packets are counted.",
        ["--ca"] =
            "Without it, chains are not checked. The files are PEM or DER. Only self-signed certificates are trusted; others help to " +
            "complete chains. Certificates are judged at the time of the capture, without a network. " +
            "A file that is called system is ./system.",
        ["--fail-on"] =
            "With undecrypted, a connection counts if any of its data stays encrypted; if there are no keys at all, the exit code is as " +
            "usual. A severity holds if a connection has a finding of it or of a higher one. With policy, a connection counts if it does " +
            "not comply; one of which too little was seen does not count. Of several conditions, one is enough. Repeatable.",
        ["--ignore"] = "It does not count for --fail-on either.",
        ["--id"] = "The closing summary still counts the whole input.",
        ["--key"] = "PKCS#1 or PKCS#8, encrypted or not. A folder is not searched recursively; its other files are skipped with a warning.",
        ["--output"] = "An interrupt of read, follow or export leaves FILE.partial with the output so far; live completes the file.",
        ["--policy"] = "A connection of which too little was seen is neither. A file with the name of a policy is ./NAME.",
        ["--psk"] = "A key without an identity is for all identities. Repeatable.",
        ["--rotate"] = "The name of each file has its time and number.",
        ["--threads"] = "Only a limit on all connections, memory or trials-in-all, can make a difference when it is reached.",
        ["--verbose"] = "The numbers are those that are mixed into secrets and keys.",
        ["--where"] = "The connection's fields are known when it is over. The closing summary still counts the whole input.",
    };

    /// <summary>The description of an option in the manual.</summary>
    public static string Of(Option option) =>
        More.TryGetValue(option.Name, out string? more) ? $"{option.Description} {more}" : option.Description ?? "";
}
