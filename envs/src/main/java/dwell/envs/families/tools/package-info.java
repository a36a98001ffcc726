/** Knowledge inside against a tool that is called at a price: {@code tools-v1}. */
package dwell.envs.families.tools;
