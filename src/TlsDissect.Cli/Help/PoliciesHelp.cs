using TlsDissect.Findings.Policies;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help policies</c>: the policies that come with the program, and how to write one.</summary>
internal static class PoliciesHelp
{
    private const string Introduction =
        "--policy NAME or --policy FILE says of each connection whether it complies with a policy, and which rules it breaks. " +
        "The answer is not known if a rule needs what was not captured or stays encrypted. --fail-on policy makes the exit code 4 if a " +
        "connection does not comply. A file is JSON; docs/policies.md has the format.";

    public static void Write(HelpWriter help)
    {
        help.Paragraph(Introduction);
        help.Line();
        int column = Policy.BuiltIn.Max(name => name.Length) + 2;
        foreach (string name in Policy.BuiltIn) help.Item(name, Policy.Find(name)!.About, column);
    }
}
