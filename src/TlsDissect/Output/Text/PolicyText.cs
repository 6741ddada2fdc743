using System.Globalization;

namespace TlsDissect.Output.Text;

/// <summary>Whether a connection complies with a policy, as a field of a block, with a line for each broken rule.</summary>
internal static class PolicyText
{
    /// <summary>Writes the field; nothing without a policy.</summary>
    public static void Write(FieldWriter fields, PolicyVerdict? verdict, TextPalette palette)
    {
        if (verdict is null) return;
        string name = WireText.Escape(verdict.Policy);
        (string answer, string colour) = verdict.Complies switch
        {
            true => ($"{name}: complies", palette.Good),
            false => ($"{name}: does not comply", palette.Bad),
            null => ($"{name}: not known: {verdict.Reason}", ""),
        };
        fields.Write("policy", answer, colour);
        foreach (BrokenRule rule in verdict.Rules)
        {
            string packet = rule.Packet is long number ? string.Create(CultureInfo.InvariantCulture, $" (packet {number})") : "";
            fields.Write("", $"{rule.Rule}: {WireText.Escape(rule.Text)}{packet}");
        }
    }
}
